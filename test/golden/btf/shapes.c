/* Shapes that type information has to carry. Made into *.btf beside it: see README.md. */
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

enum colour { RED, GREEN = 5, BLUE = -1 };
enum wide { SMALL, LARGE = 0x123456789abcdefULL };

struct elsewhere;

struct point {
	int x, y;
} __attribute__((packed));

struct shape {
	u8 kind;
	struct point at;
	const char *name;
	enum colour colour;
	enum wide wide;
	union {
		u32 id;
		struct {
			u8 low;
			u8 high;
		};
	};
	u32 visible : 1;
	u32 layer : 7;
	u64 area __attribute__((aligned(8)));
	struct elsewhere *owner;
	void (*draw)(struct shape *, volatile int);
	long corners[4];
	double weight;
	_Bool dirty;
};

typedef struct {
	struct shape shape;
	u64 line[] __attribute__((aligned(64)));
} __attribute__((aligned(64))) padded_t;

struct list {
	unsigned long count;
	struct shape items[];
};

struct twice {
	int once;
};

struct shape a_shape;
padded_t *a_padded;
struct list *a_list;
struct twice a_twice;
