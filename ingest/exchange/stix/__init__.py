"""STIX: bundles of reports and of what they tell of."""
