"""Certificates: for those who earned them, as a page and as PDF, and for whoever is shown one."""
