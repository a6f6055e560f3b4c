/**
 * The types of the kernel whose layout follows from the ABI alone, whatever the configuration and (from 5.4 on) the
 * version. It is C in our own words: member names are the kernel's where drivers reach for them by name, the rest is
 * the shortest text with the same layout. Types that depend on the configuration are in the recorded tables instead.
 *
 * `aligned(8)` stands where the kernel asks for it; a plain `u64` member is 4-aligned on i386 and must stay so.
 */
export const PRELUDE = `
typedef signed char s8, __s8, int8_t;
typedef unsigned char u8, __u8, uint8_t, u_int8_t, unchar, u_char;
typedef short s16, __s16, int16_t;
typedef unsigned short u16, __u16, uint16_t, u_int16_t, ushort, u_short;
typedef int s32, __s32, int32_t;
typedef unsigned int u32, __u32, uint32_t, u_int32_t, uint, u_int;
typedef long long s64, __s64, int64_t;
typedef unsigned long long u64, __u64, uint64_t, u_int64_t;
typedef unsigned long ulong, u_long;
typedef __s64 __attribute__((aligned(8))) aligned_s64, __aligned_s64;
typedef __u64 __attribute__((aligned(8))) aligned_u64, __aligned_u64;
typedef __u64 __attribute__((aligned(8))) __aligned_be64, aligned_be64, __aligned_le64, aligned_le64;
typedef __u16 __le16, __be16, __sum16;
typedef __u32 __le32, __be32, __wsum;
typedef __u64 __le64, __be64;
typedef _Bool bool;

typedef unsigned long size_t, __kernel_size_t, __kernel_ulong_t, uintptr_t;
typedef long ssize_t, __kernel_ssize_t, __kernel_long_t, ptrdiff_t, __kernel_ptrdiff_t, intptr_t;
typedef long off_t, __kernel_off_t, clock_t, __kernel_clock_t;
typedef long long loff_t, __kernel_loff_t, time64_t, __kernel_time64_t, qsize_t;
typedef unsigned long pgoff_t, ino_t, irq_hw_number_t;
typedef u64 sector_t, blkcnt_t;
typedef unsigned short umode_t, sa_family_t, __kernel_sa_family_t;
typedef int pid_t, __kernel_pid_t, key_t, __kernel_key_t, clockid_t, __kernel_clockid_t, timer_t, __kernel_timer_t;
typedef int mqd_t, daddr_t, __kernel_daddr_t;
typedef u32 dev_t, __kernel_dev_t, nlink_t, phandle;
typedef unsigned int uid_t, gid_t, __kernel_uid32_t, __kernel_gid32_t, projid_t;
typedef unsigned int gfp_t, fmode_t, slab_flags_t, __poll_t, blk_opf_t, vm_fault_t;
typedef s64 ktime_t;

typedef struct { int counter; } atomic_t;
typedef struct { s64 __attribute__((aligned(8))) counter; } atomic64_t;
typedef struct { long counter; } atomic_long_t;
typedef struct { atomic_long_t a; } local_t;
typedef struct refcount_struct { atomic_t refs; } refcount_t;
struct kref { refcount_t refcount; };

struct list_head { struct list_head *next, *prev; };
struct hlist_node { struct hlist_node *next, **pprev; };
struct hlist_head { struct hlist_node *first; };
struct hlist_bl_node { struct hlist_bl_node *next, **pprev; };
struct hlist_bl_head { struct hlist_bl_node *first; };
struct hlist_nulls_node { struct hlist_nulls_node *next, **pprev; };
struct hlist_nulls_head { struct hlist_nulls_node *first; };
struct llist_node { struct llist_node *next; };
struct llist_head { struct llist_node *first; };
struct plist_head { struct list_head node_list; };
struct plist_node { int prio; struct list_head prio_list, node_list; };
struct rhash_head { struct rhash_head *next; };
struct rhlist_head { struct rhash_head rhead; struct rhlist_head *next; };

struct callback_head { struct callback_head *next; void (*func)(struct callback_head *head); }
	__attribute__((aligned(sizeof(void *))));
struct rcu_head { struct rcu_head *next; void (*func)(struct rcu_head *head); }
	__attribute__((aligned(sizeof(void *))));

struct rb_node { unsigned long __rb_parent_color; struct rb_node *rb_right, *rb_left; }
	__attribute__((aligned(sizeof(long))));
struct rb_root { struct rb_node *rb_node; };
struct rb_root_cached { struct rb_root rb_root; struct rb_node *rb_leftmost; };
struct timerqueue_node { struct rb_node node; ktime_t expires; };
struct timerqueue_head { struct rb_root_cached rb_root; };

struct timespec64 { time64_t tv_sec; long tv_nsec; };
struct itimerspec64 { struct timespec64 it_interval, it_value; };
struct __kernel_timespec { __kernel_time64_t tv_sec; long long tv_nsec; };
struct __kernel_old_timeval { long tv_sec, tv_usec; };
struct __kernel_sock_timeval { s64 tv_sec, tv_usec; };

typedef struct { u8 b[16]; } guid_t, uuid_t, uuid_le;
typedef struct { uid_t val; } kuid_t;
typedef struct { gid_t val; } kgid_t;
typedef struct { projid_t val; } kprojid_t;
typedef struct { unsigned long val; } swp_entry_t;

struct iovec { void *iov_base; size_t iov_len; };
struct kvec { void *iov_base; size_t iov_len; };
struct qstr { union { struct { u32 hash, len; }; u64 hash_len; }; const unsigned char *name; };
struct i2c_msg { u16 addr, flags, len; u8 *buf; };
struct input_id { u16 bustype, vendor, product, version; };

struct in_addr { __be32 s_addr; };
struct in6_addr { union { u8 u6_addr8[16]; __be16 u6_addr16[8]; __be32 u6_addr32[4]; } in6_u; };
struct sockaddr { sa_family_t sa_family; char sa_data[14]; };
struct sockaddr_in { sa_family_t sin_family; __be16 sin_port; struct in_addr sin_addr; u8 __pad[8]; };
struct sockaddr_in6 { u16 sin6_family; __be16 sin6_port; __be32 sin6_flowinfo; struct in6_addr sin6_addr; u32 sin6_scope_id; };
struct __kernel_sockaddr_storage { union { sa_family_t ss_family; char __data[128]; void *__align; }; };
struct sockaddr_storage { union { sa_family_t ss_family; char __data[128]; void *__align; }; };
struct ethhdr { u8 h_dest[6], h_source[6]; __be16 h_proto; } __attribute__((packed));
struct vlan_hdr { __be16 h_vlan_TCI, h_vlan_encapsulated_proto; };
struct vlan_ethhdr { u8 h_dest[6], h_source[6]; __be16 h_vlan_proto, h_vlan_TCI, h_vlan_encapsulated_proto; };
struct iphdr { u8 ihl : 4, version : 4, tos; __be16 tot_len, id, frag_off; u8 ttl, protocol; __sum16 check; __be32 saddr, daddr; };
struct ipv6hdr { u8 priority : 4, version : 4, flow_lbl[3]; __be16 payload_len; u8 nexthdr, hop_limit; struct in6_addr saddr, daddr; };
struct udphdr { __be16 source, dest, len; __sum16 check; };
struct tcphdr { __be16 source, dest; __be32 seq, ack_seq; u16 doff_and_flags; __be16 window; __sum16 check; __be16 urg_ptr; };
struct arphdr { __be16 ar_hrd, ar_pro; u8 ar_hln, ar_pln; __be16 ar_op; };
struct icmphdr { u8 type, code; __sum16 checksum; union { __be32 gateway; __be16 words[2]; } un; };

struct usb_ctrlrequest { u8 bRequestType, bRequest; __le16 wValue, wIndex, wLength; } __attribute__((packed));
struct usb_device_descriptor {
	u8 bLength, bDescriptorType; __le16 bcdUSB; u8 bDeviceClass, bDeviceSubClass, bDeviceProtocol, bMaxPacketSize0;
	__le16 idVendor, idProduct, bcdDevice; u8 iManufacturer, iProduct, iSerialNumber, bNumConfigurations;
} __attribute__((packed));
struct usb_config_descriptor {
	u8 bLength, bDescriptorType; __le16 wTotalLength;
	u8 bNumInterfaces, bConfigurationValue, iConfiguration, bmAttributes, bMaxPower;
} __attribute__((packed));
struct usb_interface_descriptor {
	u8 bLength, bDescriptorType, bInterfaceNumber, bAlternateSetting, bNumEndpoints;
	u8 bInterfaceClass, bInterfaceSubClass, bInterfaceProtocol, iInterface;
} __attribute__((packed));
struct usb_endpoint_descriptor {
	u8 bLength, bDescriptorType, bEndpointAddress, bmAttributes; __le16 wMaxPacketSize;
	u8 bInterval, bRefresh, bSynchAddress;
} __attribute__((packed));
`;
