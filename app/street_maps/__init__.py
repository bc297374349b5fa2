"""Street maps: files of vector tiles (PMTiles) that the dashboard draws."""
