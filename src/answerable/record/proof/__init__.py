"""What shows that a record is whole and whose it is: hash chain, keys, seals and signatures."""
