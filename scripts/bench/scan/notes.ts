/** Where the time goes, and what was tried: from profiles (`node --cpu-prof dist/cli.js check …`, `perf record`). */
export const NOTES = `## Where the time goes

Calls with placements of 4,336 .c files without headers. By a profile of the main thread: sizes of arguments 35 % (of which
declarations of structs 14 %, variables and other names 13 %), garbage collection 14 %, indexes of files
and of headers beside them 10 %, looking for functions with calls 7 %, reading 7 %, whether a file can have calls at all 3 %
without its headers. No function has more than 4 % of its own. Over the whole tree (all threads) 17 % is optimised code of
this program, 29 % what V8 calls from code that it has not optimised, 14 % garbage collection, 10 % the kernel, 5 % V8's
optimising compiler, 5 % the regular expression of API names.

What made the difference, each measured side by side with the state before it:

- Local declarations are read from a function's tokens in one pass, without its tree, for all but a few functions of the
  tree: before, 12 to 17 % of the main thread. tree-sitter was asked about 1,175 functions of the whole tree; it is about 16.
- A function's tree is only made for the bounds of a variable that some condition in front of the call compares.
- Both factors of an array are evaluated once, not once each and once more in their product; structs are laid out in
  numbers instead of bigints; a typedef is looked up once for a file; no list and no generator is made for a name that
  nothing defines; lines are counted up to the calls alone; a named file takes two system calls before it is read, and
  the real path of its folder is found once.
- All of these together, over all .c files: 79.6 s before and 67.0 s after (one run each in turn, with JSON of every call,
  loads of 11 to 14, under which both take twice as long as alone), with the same sizes and placements.
- V8 compiles code that has run nine times as long as usual, inlines half as much, and scavenges in one thread: a scan
  is over before most of what is compiled earlier has paid. For 3,000 files 5.4 s became about 4 s (means of three runs in
  turn). This holds for Node 20; later versions count in another way and are left as they are.
- What was read of a function is dropped once its calls are known, where no rule will ask for it: what survives a scavenge
  fell by 38 %.
- Fewer short-lived objects: no function and answer for each name that may be a macro, no generator for each name that is
  looked up, no text of words inside braces. For 3,000 files 959 MB became 807 MB, with what V8 no longer inlines.
- The last three together, earlier: the whole tree took 50.4 s before and 35.9 s after, beside 13.6 s of the bare scan (one run each
  in turn, loads of 6 to 11); 160 files with all rules 2.1 s before and 1.3 s after.
- Words of types are looked up in sets, and a single name is no type without a look at what follows: 3 % of 3,000 files.
- A file that names no API, and includes no header beside it with a macro that does, is not indexed: of 6,932 sources 3,243
  have calls. Control flow is followed only where a rule or JSON asks for the context of a call.
- V8 lets a heap grow to three to five times what is live. Scans have it collected at 1.6 times: 355 instead of 487 MB
  for 1,096 sources with headers, at the same processor time. Keeping 64 MB of headers instead of 256 costs nothing either.

What made none (within 5 %): a young generation of 16 to 64 MB, a heap that grows to 2.2 or 3 times what is live, baseline
code for everything. Code that is compiled after twice as long costs 5 % more, after fifteen times as long 12 % more.
Macros of headers that were kept as numbers until somebody asks made more survive, as the lists of numbers grow.
Remembering where a variable is written to is no use either: an answer that is remembered no longer says which headers it
rests on.

Heaps that grow to 2.5 times what is live instead of 1.6, and code that is compiled after a half or a quarter of the time,
made no difference over the whole tree either (within 3 %).

Not reached: 1.6 times the bare scan. What a call costs is spread over many small steps, none of which stands out. Two
things are left that would tell: structs of headers beside a driver are read again for each of its files, as macros of the
file may reach into the header; and these headers, 121 MB of 13,408 of them, are indexed as a whole (some 4 %).

Beside Coccinelle the goal would leave 0.2 s for 160 files: Node starts, reads the bundle and prints its version in 0.13 s.

With headers resolved a profile over 200 sources, those of amdgpu among them, shows indexes of headers 41 % (the #define
lines alone 34 %: register headers have up to 194,444), garbage collection 16 %, sizes 14 %. Types that a
header declares are read again for each file that includes it, since macros of the file may reach into the header. Telling
which headers no file reaches into would share them.

## Scans that are made again

With \`--cache\` the second scan of the whole tree with all rules took 2.6 s of processor time, 2.5 % of the first, and wrote the same
42 MB of JSON; of 2,905 files with headers resolved 0.5 s instead of 15 s. What it does is to list the tree, to look at each
file from outside, and to copy. What is kept takes 11 MB for 59,938 files (190 bytes each) and 1.3 MB for the 2,905 (440 bytes
each). After one edited source among 1,102 files 0.6 s instead of 6.7 s, after an edited header that a file system's sources
reach 2.4 s. Keeping the results makes the first scan 2 to 16 % longer (three runs beside three without, at loads of 8 to 10: 10 % in
the mean): by a profile 1.3 % is hashing what is read, 1.5 % writing, 1 % noting the questions, the rest garbage collection.
`;
