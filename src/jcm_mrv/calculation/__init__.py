"""From readings to whole tonnes: vintages, sides, equations, credits."""
