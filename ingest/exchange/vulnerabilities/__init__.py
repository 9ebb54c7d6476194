"""Records of single vulnerabilities in software, as their registers exchange them."""
