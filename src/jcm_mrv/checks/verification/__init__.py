"""What a verification finds: one file a code."""
