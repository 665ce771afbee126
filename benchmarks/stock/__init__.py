"""The baseline: the same intake and the same screen as a Django team would first write them.

Channels' own JSON consumer, DRF serializers, `database_sync_to_async`, one `group_send` per alert, daphne; the same
rows and the same durability as ours (WAL, synchronous=FULL, IMMEDIATE). Everything else is left at its default, as
the documentation of Channels shows it.
"""
