// A plain Yjs client in Node, with the provider that belongs to each protocol.

import { HocuspocusProvider } from '@hocuspocus/provider';
import { WebSocket } from 'ws';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

import { waitFor } from './wait.mjs';

/** The providers close sockets that are not open yet, and then nobody listens for the error. */
class Socket extends WebSocket {
  constructor(...args) {
    super(...args);
    this.on('error', () => {});
  }
}

/**
 * A client in a room.
 *
 * @typedef {object} Client
 * @property {Y.Doc} doc
 * @property {Awareness} awareness
 * @property {HocuspocusProvider | WebsocketProvider} provider
 * @property {() => boolean} isSynced whether the server has answered since the connection was made
 * @property {() => Promise<void>} synced waits for that
 * @property {() => Promise<string>} refused waits until the server refuses the token, and gives its reason;
 *   for Hocuspocus
 * @property {() => Promise<void>} close leaves the room, and waits until the connection is closed
 */

/**
 * Opens a room. The client keeps trying while there is no connection.
 *
 * @param {string} url
 * @param {'y-websocket' | 'hocuspocus'} protocol
 * @param {string} room
 * @param {object} [options]
 * @param {string} [options.token] for Hocuspocus
 * @param {Y.Doc} [options.doc]
 * @param {Awareness} [options.awareness]
 * @returns {Client}
 */
export function connect(url, protocol, room, { token, doc = new Y.Doc(), awareness = new Awareness(doc) } = {}) {
  const open = protocol === 'hocuspocus' ? openHocuspocus : openYWebsocket;
  const { provider, socket } = open(url, room, { token, doc, awareness });
  let refusal;
  provider.on('authenticationFailed', ({ reason }) => (refusal = reason));

  return {
    doc,
    awareness,
    provider,
    isSynced: () => provider.synced,
    synced: async () => void (await waitFor(() => provider.synced, `to be in sync with ${url}/${room}`)),
    refused: () => waitFor(() => refusal, `to be refused by ${url}/${room}`),
    close: async () => {
      const open = socket();
      // Not every server tells the others that somebody has gone.
      awareness.setLocalState(null);
      provider.destroy();
      awareness.destroy();
      await waitFor(() => !open || open.readyState === WebSocket.CLOSED, `to leave ${url}/${room}`);
    },
  };
}

function openYWebsocket(url, room, { doc, awareness }) {
  const provider = new WebsocketProvider(url, room, doc, {
    awareness,
    WebSocketPolyfill: Socket,
    maxBackoffTime: 500,
    // Clients in one process would find each other without any server.
    disableBc: true,
  });
  return { provider, socket: () => provider.ws };
}

function openHocuspocus(url, room, { token, doc, awareness }) {
  const provider = new HocuspocusProvider({
    url,
    name: room,
    document: doc,
    awareness,
    token: token ?? null,
    WebSocketPolyfill: Socket,
    delay: 100,
    minDelay: 100,
    maxDelay: 500,
  });
  const connection = provider.configuration.websocketProvider;
  // An attempt that is planned when the provider is destroyed would bring the connection to life again, for good.
  provider.on('destroy', () => (connection.connect = async () => {}));
  return { provider, socket: () => connection.webSocket };
}
