// SYNTAX TEST "source.c" "allocation APIs and GFP flags"

static void *f(struct lens *lens, size_t size)
{
    p = kmalloc(size, GFP_KERNEL | __GFP_ZERO);
//      ^^^^^^^ support.function.allocation.kalloc-lens
//                    ^^^^^^^^^^ variable.other.constant.gfp.kalloc-lens
//                                 ^^^^^^^^^^ variable.other.constant.gfp.kalloc-lens
    q = kmalloc_noprof(size, GFP_ATOMIC);
//      ^^^^^^^^^^^^^^ support.function.allocation.kalloc-lens
//                           ^^^^^^^^^^ variable.other.constant.gfp.kalloc-lens
    devm_kzalloc (dev, size, GFP_KERNEL);
//  ^^^^^^^^^^^^ support.function.allocation.kalloc-lens
    kfree(p);
//  ^^^^^ support.function.free.kalloc-lens
    lens->kmalloc(size);
//        ^^^^^^^ - support.function.allocation.kalloc-lens
    my_kmalloc(size);
//  ^^^^^^^^^^ - support.function.allocation.kalloc-lens
    kmalloc = 1;
//  ^^^^^^^ - support.function.allocation.kalloc-lens
    /* kmalloc(size, GFP_KERNEL) */
//     ^^^^^^^ - support.function.allocation.kalloc-lens
//                   ^^^^^^^^^^ - variable.other.constant.gfp.kalloc-lens
    s = "kmalloc(1, GFP_KERNEL)";
//       ^^^^^^^ - support.function.allocation.kalloc-lens
    GFP_KERNELS;
//  ^^^^^^^^^^^ - variable.other.constant.gfp.kalloc-lens
}
