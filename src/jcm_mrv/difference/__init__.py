"""Two reports compared: which change moved the credits, and by how many tonnes."""
