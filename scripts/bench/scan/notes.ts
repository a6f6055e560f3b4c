/** Where the time goes, and what was tried: from profiles (`node --cpu-prof dist/cli.js check …`, `perf record`). */
export const NOTES = `## Where the time goes

Calls with placements of every eighth block of files without headers. By a profile of the main thread: sizes of arguments
44 % (of which declarations of structs 15 %, local declarations of functions 13 %), garbage collection 15 %, the file's own
index and headers beside it 12 %, looking for functions with calls 7 %, whether a file can have calls at all 4 %, reading
4 %. Of the processor time of all threads V8's optimising compiler takes 10 % (27 % before) and garbage collection 13 %
(18 % before). No function has more than 3 % of its own.

What made the difference, each measured side by side with the state before it:

- V8 compiles code that has run nine times as long as usual, inlines half as much, and scavenges in one thread: a scan
  is over before most of what is compiled earlier has paid. For 3,000 files 5.4 s became about 4 s (means of three runs in
  turn). This holds for Node 20; later versions count in another way and are left as they are.
- What was read of a function is dropped once its calls are known, where no rule will ask for it: what survives a scavenge
  fell by 38 %.
- Fewer short-lived objects: no function and answer for each name that may be a macro, no generator for each name that is
  looked up, no text of words inside braces. For 3,000 files 959 MB became 807 MB, with what V8 no longer inlines.
- All of these together: the whole tree took 50.4 s before and 35.9 s after, beside 13.6 s of the bare scan (one run each
  in turn, loads of 6 to 11); 160 files with all rules 2.1 s before and 1.3 s after.
- Words of types are looked up in sets, and a single name is no type without a look at what follows: 3 % of 3,000 files.
- Local declarations come from a function's plain tree. tree-sitter is asked about functions that only one configuration
  compiles as a whole: 231 of 6,833; the bare scan still parses with it.
- A file that names no API, and includes no header beside it with a macro that does, is not indexed: of 6,932 sources 3,243
  have calls. Control flow is followed only where a rule or JSON asks for the context of a call.
- V8 lets a heap grow to three to five times what is live. Scans have it collected at 1.6 times: 355 instead of 487 MB
  for 1,096 sources with headers, at the same processor time. Keeping 64 MB of headers instead of 256 costs nothing either.

What made none (within 5 %): a young generation of 16 to 64 MB, a heap that grows to 2.2 or 3 times what is live, baseline
code for everything. Code that is compiled after twice as long costs 5 % more, after fifteen times as long 12 % more.
Macros of headers that were kept as numbers until somebody asks made more survive, as the lists of numbers grow.
Remembering where a variable is written to is no use either: an answer that is remembered no longer says which headers it
rests on.

Not reached: 1.6 times the bare scan leaves some 8 s for all that the bare scan does not do. Indexes of the 464 MB of files
that name an API take 2 s of that; most of what is missing are the sizes of 50,000 calls. They start anew for each file:
names are looked up in that file and its own headers, as its macros may reach into both.

Beside Coccinelle the goal would leave 0.2 s for 160 files: Node starts, reads the bundle and prints its version in 0.13 s.

With headers resolved a profile over 200 sources, those of amdgpu among them, shows indexes of headers 41 % (the #define
lines alone 34 %: register headers have up to 194,444), garbage collection 16 %, sizes 14 %. Types that a
header declares are read again for each file that includes it, since macros of the file may reach into the header. Telling
which headers no file reaches into would share them.
`;
