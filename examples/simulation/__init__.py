"""The simulated plants behind the examples: one module for each kind of plant.

Nothing here belongs to the calculator. The modules invent meter readings with the season, the
day, the night and the small accidents that a person of the field expects; what an example takes
from publications is said in its README.
"""
