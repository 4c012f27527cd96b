"""What an office answered, kept in one SQLite file."""
