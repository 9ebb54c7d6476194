"""The folder of an index: who may write, which commit counts, and whether its files are what was committed."""
