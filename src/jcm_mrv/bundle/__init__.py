"""Evidence bundles: a report and all that it was made from, as one BagIt bag in a zip archive."""
