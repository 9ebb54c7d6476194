"""Images from outside: decoded apart and written anew, and put in the place of the words that stand for them."""
