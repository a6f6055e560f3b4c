/** Where the time goes, and what was tried: from profiles (`node --cpu-prof dist/cli.js check …`). */
export const NOTES = `## Where the time goes

Calls with placements of every fifth .c file without headers, by a profile of the main thread: sizes of arguments 35 %
(of which declarations of structs 11 %, local declarations of functions 11 %), garbage collection 21 %, headers beside the
file and the file's own index 20 %, reading 5 %. The rest is spread over hundreds of functions of less than 1 % each.

What made the difference, each measured side by side with the state before it:

- Local declarations come from a function's plain tree. tree-sitter is asked about functions that only one configuration
  compiles as a whole: 231 of 6,833. Over every fifth .c file 21.1 s became 17.0 s; the bare scan still parses with it.
- A file that names no API, and includes no header beside it with a macro that does, is not indexed: of 6,932 sources 3,243
  have calls. Control flow is followed only where a rule or JSON asks for the context of a call.
- Together, calls with placements of every twentieth .c file went from 9.1 s to 5.8 s (means of two runs in turn, at the
  same load).
- V8 lets a heap grow to three to five times what is live. Scans have it collected at 1.6 times: 355 instead of 487 MB for 1,096
  sources with headers, at the same processor time. Keeping 64 MB of headers instead of 256 costs nothing either.

What made none (within 5 %): a young generation of 16 to 64 MB, scavenges in one thread, a heap without parallel scavenges.

Beside Coccinelle the goal would leave 0.2 s for 160 files: a run over a single file takes 0.25 s, for Node to start and
to compile the bundle.

With headers the same sources take three to four times as long. By a profile over 313 sources: sizes 36 % (declarations of
headers 14 %, macros 16 %), control flow 16 %, garbage collection 15 %, finding and indexing headers 18 %.

Not reached yet: types that a header declares are read again for each file that includes it, since macros of the file may
reach into the header. Telling which headers no file reaches into would share them.
`;
