# Only the name of the server has changed.
hostname shop-01
