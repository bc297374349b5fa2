"""Writes street maps as PMTiles: vector tiles in the layers of the Protomaps basemap."""
