"""Room 5: small engines that judge statements, and the check files that configure them."""
