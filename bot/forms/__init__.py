"""What a statutory form is: sections, fields, tables, totals, and the answers given on it."""
