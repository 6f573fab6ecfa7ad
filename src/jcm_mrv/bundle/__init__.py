"""An evidence bundle: one BagIt archive with everything that a verifier needs."""
