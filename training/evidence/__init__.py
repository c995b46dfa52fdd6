"""Certificates as PDF; what auditors take away."""
