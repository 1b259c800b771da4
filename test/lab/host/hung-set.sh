# A folder of the backup set lies on a server that no longer answers.
hung /home/shop/remote queue
