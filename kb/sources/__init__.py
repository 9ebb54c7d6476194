"""The sources that are polled: which there are, and on which terms their items are taken in."""
