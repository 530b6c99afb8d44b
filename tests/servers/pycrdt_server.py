"""Serves Yjs documents with pycrdt-websocket. The path of the address names the room.

python pycrdt_server.py PORT [FOLDER]

Documents are kept in FOLDER; without one, in memory alone.
"""

import asyncio
import sys
from pathlib import Path

from hypercorn.asyncio import serve
from hypercorn.config import Config
from pycrdt.store import SQLiteYStore, YDocNotFound
from pycrdt.websocket import ASGIServer, WebsocketServer, YRoom, exception_logger


class StoredRooms(WebsocketServer):
    """Rooms that are read from a database before anyone is let in, and written to it."""

    def __init__(self, database: Path):
        super().__init__(auto_clean_rooms=False, exception_handler=exception_logger)
        self.store = type("Store", (SQLiteYStore,), {"db_path": str(database)})
        # One at a time: the first room creates the tables.
        self.opening = asyncio.Lock()

    async def get_room(self, name: str) -> YRoom:
        async with self.opening:
            if name not in self.rooms:
                store = self.store(name)
                room = YRoom(ready=False, ystore=store, exception_handler=exception_logger)
                await self.start_room(room)
                await store.started.wait()
                try:
                    await store.apply_updates(room.ydoc)
                except YDocNotFound:
                    pass
                # From here on, what changes is written.
                room.ready = True
                await room.ydoc_observed.wait()
                self.rooms[name] = room
            return self.rooms[name]


async def main() -> None:
    config = Config()
    config.bind = [f"127.0.0.1:{sys.argv[1]}"]
    # Connections stay open for as long as there is a client: waiting for them to end is in vain.
    config.graceful_timeout = 0.1
    if len(sys.argv) > 2:
        rooms = StoredRooms(Path(sys.argv[2], "documents.sqlite"))
    else:
        rooms = WebsocketServer(auto_clean_rooms=False, exception_handler=exception_logger)
    running = asyncio.create_task(rooms.start())
    await rooms.started.wait()
    await serve(ASGIServer(rooms), config)
    for room in rooms.rooms.values():
        if room.ystore:
            # Updates that are still to be written wait in line for this lock.
            async with room.ystore.lock:
                pass
    await rooms.stop()
    await running


asyncio.run(main())
