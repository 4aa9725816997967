"""The world beyond: plain values in and out."""
