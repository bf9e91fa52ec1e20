const SAMPLE_RATE = 8_000;
const MULAW = 7;

/** G.711 mu-law, 8 kHz, mono as a WAV file that browsers play. */
export function mulawWav(mulaw: Uint8Array): Buffer {
  const header = Buffer.alloc(58);
  header.write("RIFF", 0);
  header.writeUInt32LE(50 + mulaw.length + (mulaw.length & 1), 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(MULAW, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  // Formats other than PCM say how many samples there are.
  header.write("fact", 38);
  header.writeUInt32LE(4, 42);
  header.writeUInt32LE(mulaw.length, 46);
  header.write("data", 50);
  header.writeUInt32LE(mulaw.length, 54);
  return Buffer.concat([header, mulaw, Buffer.alloc(mulaw.length & 1)]);
}
