"""The pages: one blueprint a noun, with the guard, the errors and the words they share."""
