"""The bank: every question, and what follows from the answers. Pure: reads words, keeps no state."""
