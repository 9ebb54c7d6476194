"""Pictures from outside, decoded apart and written anew."""
