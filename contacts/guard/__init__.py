"""The number guard: sees telephone numbers in texts, compares them with the register, and judges them."""
