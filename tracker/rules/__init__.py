"""What may happen: verbs that check, write and record. None commits."""
