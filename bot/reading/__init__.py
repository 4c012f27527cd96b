"""What people write, read as values; pure, so that entry, import and checks read alike."""
