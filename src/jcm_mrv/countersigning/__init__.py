"""What a verifier says about a report, over its digest."""
