"""What we know: reads only. Every function takes the reader on whose behalf it asks, and states its order."""
