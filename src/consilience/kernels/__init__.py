"""Compiled inner loops: arrays in, arrays out, no other import of ours.

Every kernel has a plain reference implementation in ``tests/engines/kernels``.
"""
