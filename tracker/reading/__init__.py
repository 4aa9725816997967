"""What a plan says: files in, proposed plans out. Pure: no web, no database, nothing written."""
