"""Speed, as ratios taken in one run: the machines are shared and noisy."""
