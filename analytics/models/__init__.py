"""The statistics: arrays in, one frozen result out; no database, no clock, no words."""
