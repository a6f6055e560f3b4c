/* A module on top of shapes.c: its type information builds on that of the kernel. */
struct point {
	int x, y;
} __attribute__((packed));

struct twice {
	long two[2];
};

struct window {
	struct point corners[2];
	struct twice both;
};

struct window a_window;
