import { builtinNames } from "./builtins.ts";
import { indexFile } from "./file-index.ts";
import { type Macro, macroFromText } from "./macro.ts";
import { PRELUDE } from "./reference/prelude.ts";
import type { UnitFile } from "./unit.ts";

const STRUCTS = PRELUDE.indexOf("typedef struct");

/**
 * Kernel types whose layout follows from the ABI alone: names of integers, which are as good as C's own, and structs,
 * which count as a source.
 */
export const PRELUDES: readonly UnitFile[] = [
  { index: indexFile("prelude integers", PRELUDE.slice(0, STRUCTS)), source: undefined },
  { index: indexFile("prelude structs", PRELUDE.slice(STRUCTS)), source: "table" },
];

/** Each line is the part of a #define behind the word: in our own words, by meaning. */
const DEFINITIONS = `
KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))
PAGE_SIZE (1UL << PAGE_SHIFT)
PAGE_MASK (~(PAGE_SIZE - 1))
PAGE_ALIGN(x) ALIGN(x, PAGE_SIZE)
PFN_UP(x) (((x) + PAGE_SIZE - 1) >> PAGE_SHIFT)
PFN_DOWN(x) ((x) >> PAGE_SHIFT)
BITS_PER_BYTE 8
BITS_PER_LONG __BITS_PER_LONG
BITS_PER_LONG_LONG 64
BITS_PER_TYPE(type) (sizeof(type) * 8)
BITS_TO_LONGS(nr) DIV_ROUND_UP(nr, sizeof(long) * 8)
BITS_TO_U64(nr) DIV_ROUND_UP(nr, 64)
BITS_TO_U32(nr) DIV_ROUND_UP(nr, 32)
BITS_TO_BYTES(nr) DIV_ROUND_UP(nr, 8)
BIT(nr) (1UL << (nr))
BIT_ULL(nr) (1ULL << (nr))
BIT_MASK(nr) (1UL << ((nr) % BITS_PER_LONG))
BIT_WORD(nr) ((nr) / BITS_PER_LONG)
_BITUL(x) (1UL << (x))
_BITULL(x) (1ULL << (x))
GENMASK(h, l) ((~0UL << (l)) & (~0UL >> (BITS_PER_LONG - 1 - (h))))
GENMASK_ULL(h, l) ((~0ULL << (l)) & (~0ULL >> (63 - (h))))
DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
DIV_ROUND_UP_ULL(n, d) ((unsigned long long)((n) + (d) - 1) / (d))
__KERNEL_DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
DIV_ROUND_CLOSEST(n, d) (((n) + ((d) / 2)) / (d))
ALIGN(x, a) (((x) + ((typeof(x))(a) - 1)) & ~((typeof(x))(a) - 1))
__ALIGN_KERNEL(x, a) (((x) + ((typeof(x))(a) - 1)) & ~((typeof(x))(a) - 1))
ALIGN_DOWN(x, a) ((x) & ~((typeof(x))(a) - 1))
PTR_ALIGN(p, a) (p)
IS_ALIGNED(x, a) (((x) & ((typeof(x))(a) - 1)) == 0)
round_up(x, y) ((((x) - 1) | ((typeof(x))((y) - 1))) + 1)
round_down(x, y) ((x) & ~((typeof(x))((y) - 1)))
roundup(x, y) ((((x) + ((y) - 1)) / (y)) * (y))
rounddown(x, y) ((x) - ((x) % (y)))
ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
sizeof_field(type, member) sizeof(((type *)0)->member)
FIELD_SIZEOF(type, member) sizeof(((type *)0)->member)
typeof_member(type, member) typeof(((type *)0)->member)
offsetofend(type, member) (offsetof(type, member) + sizeof(((type *)0)->member))
container_of(ptr, type, member) ((type *)(ptr))
container_of_const(ptr, type, member) ((type *)(ptr))
array_size(a, b) size_mul(a, b)
array3_size(a, b, c) size_mul(size_mul(a, b), c)
flex_array_size(p, member, count) size_mul(count, sizeof((p)->member[0]))
struct_size(p, member, count) size_add(sizeof(*(p)), size_mul(count, sizeof((p)->member[0])))
struct_size_t(type, member, count) size_add(sizeof(type), size_mul(count, sizeof(((type *)0)->member[0])))
likely(x) (x)
unlikely(x) (x)
READ_ONCE(x) (x)
lower_32_bits(n) ((unsigned int)(n))
upper_32_bits(n) ((unsigned int)(((n) >> 16) >> 16))
SIZE_MAX (~(unsigned long)0)
INT_MAX 2147483647
UINT_MAX 4294967295U
U8_MAX ((unsigned char)~0U)
U16_MAX ((unsigned short)~0U)
U32_MAX 4294967295U
U64_MAX 18446744073709551615ULL
S8_MAX 127
S16_MAX 32767
S32_MAX 2147483647
DECLARE_BITMAP(name, bits) unsigned long name[BITS_TO_LONGS(bits)]
DECLARE_FLEX_ARRAY(type, name) struct { struct { } __empty_ ## name; type name[]; }
__DECLARE_FLEX_ARRAY(type, name) struct { struct { } __empty_ ## name; type name[]; }
DECLARE_HASHTABLE(name, bits) struct hlist_head name[1 << (bits)]
struct_group(name, members...) union { struct { members }; struct { members } name; }
struct_group_attr(name, attributes, members...) union { struct { members } attributes; struct { members } attributes name; }
struct_group_tagged(tag, name, members...) union { struct { members }; struct tag { members } name; }
__struct_group(tag, name, attributes, members...) union { struct { members } attributes; struct tag { members } attributes name; }
__packed __attribute__((packed))
__aligned(x) __attribute__((aligned(x)))
____cacheline_aligned __attribute__((aligned(SMP_CACHE_BYTES)))
____cacheline_aligned_in_smp __attribute__((aligned(SMP_CACHE_BYTES)))
__aligned_u64 unsigned long long __attribute__((aligned(8)))
__user
__iomem
__force
__rcu
__percpu
__bitwise
__nocast
__private
__must_hold(x)
__counted_by(x)
__counted_by_le(x)
__counted_by_be(x)
__guarded_by(x)
__maybe_unused
__always_unused
__used
__init
__exit
__initdata
__initconst
__exitdata
__refdata
__ref
__devinit
__devexit
__meminit
__read_mostly
__ro_after_init
__must_check
__cold
__hot
__pure
__attribute_const__
__always_inline inline
noinline
__noreturn
__printf(a, b)
__scanf(a, b)
__malloc
__alloc_size(x, y...)
__section(x)
__deprecated
__weak
__visible
__nonstring
__cleanup(x)
__free(x)
__no_randomize_layout
asmlinkage
`;

/**
 * Kernel helpers by meaning: what each is worth, without the type checks of the real ones. They win over kernel headers
 * of every version, and yield to a definition of the file's own. `null` stands for a builtin, which is not expanded.
 */
export const HELPERS: ReadonlyMap<string, Macro | null> = helpers();

function helpers(): Map<string, Macro | null> {
  const map = new Map<string, Macro | null>();
  for (const name of builtinNames()) map.set(name, null);
  for (const line of DEFINITIONS.trim().split("\n")) {
    const [, name = "", definition = ""] = /^(\w+)(.*)$/.exec(line.trim()) ?? [];
    map.set(name, macroFromText(name, definition));
  }
  return map;
}
