"""Records of single weaknesses in software, as registers of them exchange."""
