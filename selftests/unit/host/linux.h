/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel's headers on the host, as much of them as the suites and what they
 * test use: each <linux/...> there includes this one.  One thread, no interrupts.
 */
#ifndef VSI_HOST_LINUX_H
#define VSI_HOST_LINUX_H

#include <elf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include "../../../vsi_arm/types.h"

typedef int32_t s32;

/* linux/kernel.h and its kin */
#ifndef __always_inline
#define __always_inline		inline __attribute__((always_inline))
#endif
#define likely(x)		(x)
#define unlikely(x)		(x)
#define READ_ONCE(x)		(x)
#define WRITE_ONCE(x, value)	((x) = (value))
#define static_assert(cond, ...)	_Static_assert(cond, #cond)
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#define BIT(n)			(1ul << (n))
#define ALIGN(x, a)		(((x) + (a) - 1) & ~((__typeof__(x))(a) - 1))
#define IS_ALIGNED(x, a)	(!((x) & ((__typeof__(x))(a) - 1)))
#define min_t(type, a, b)	((type)(a) < (type)(b) ? (type)(a) : (type)(b))
#define max_t(type, a, b)	((type)(a) > (type)(b) ? (type)(a) : (type)(b))
#define min(a, b)		min_t(__typeof__(a), a, b)
#define max(a, b)		max_t(__typeof__(a), a, b)
#define swap(a, b) \
	do { __typeof__(a) swap_tmp = (a); (a) = (b); (b) = swap_tmp; } while (0)
#define typeof			__typeof__
#define IS_ENABLED(option)	IS_##option
#ifdef CONFIG_ARM64
#define IS_CONFIG_ARM64			1
#else
#define IS_CONFIG_ARM64			0
#endif
#define IS_CONFIG_CPU_SW_DOMAIN_PAN	0
#define IS_CONFIG_CPU_USE_DOMAINS	0
#ifdef CONFIG_THUMB2_KERNEL
#define IS_CONFIG_THUMB2_KERNEL	1
#else
#define IS_CONFIG_THUMB2_KERNEL	0
#endif
#define container_of(ptr, type, member) \
	((type *)((char *)(ptr) - offsetof(type, member)))
#define MAX_ERRNO		4095
#define IS_ERR(ptr)		((unsigned long)(ptr) >= (unsigned long)-MAX_ERRNO)
#define ERR_PTR(error)		((void *)(long)(error))
#define PTR_ERR(ptr)		((long)(ptr))
#define PAGE_SHIFT		12
#define PAGE_SIZE		(1ul << PAGE_SHIFT)
#define PAGE_MASK		(~(PAGE_SIZE - 1))

/* linux/version.h: older than any difference */
#define KERNEL_VERSION(a, b, c)	(((a) << 16) + ((b) << 8) + (c))
#define LINUX_VERSION_CODE	0

/* linux/printk.h: the suites look at events */
static inline void host_print(const char *fmt, ...)
{
	(void)fmt;
}

#define pr_err			host_print
#define pr_warn			host_print

static inline void strscpy(char *to, const char *from, size_t size)
{
	snprintf(to, size, "%s", from);
}

static inline s32 sign_extend32(u32 value, int index)
{
	const int shift = 31 - index;

	return (s32)(value << shift) >> shift;
}

static inline void cond_resched(void)
{
}

/* linux/slab.h */
typedef unsigned int gfp_t;
#define GFP_KERNEL		0u
#define GFP_ATOMIC		1u
#define __GFP_NOWARN		2u
#define __GFP_ZERO		4u

/* The allocation that fails, counted from now; 0: none. */
extern unsigned int host_failing;

void *host_alloc(size_t n, size_t size, gfp_t gfp);

#define kmalloc(size, gfp)		host_alloc(1, size, gfp)
#define kzalloc(size, gfp)		host_alloc(1, size, (gfp) | __GFP_ZERO)
#define kcalloc(n, size, gfp)		host_alloc(n, size, (gfp) | __GFP_ZERO)
#define kvcalloc(n, size, gfp)		host_alloc(n, size, (gfp) | __GFP_ZERO)
#define kvmalloc_array(n, size, gfp)	host_alloc(n, size, gfp)
#define kfree(ptr)			free((void *)(ptr))
#define kvfree(ptr)			free((void *)(ptr))

/* linux/gfp.h, linux/io.h: memory is where it seems to be */
#define __get_free_page(gfp)	((unsigned long)aligned_alloc(PAGE_SIZE, PAGE_SIZE))
#define free_page(addr)		free((void *)(addr))
#define virt_to_phys(ptr)	((u64)(unsigned long)(ptr))
#define phys_to_virt(addr)	((void *)(unsigned long)(addr))

/* linux/random.h: two in turn are never the same, which is all that counts here */
static inline u32 get_random_u32(void)
{
	static u32 random = 1;

	random = random * 1664525 + 1013904223;
	return random;
}

#define scnprintf(buf, size, ...)	snprintf(buf, size, __VA_ARGS__)

/* linux/sort.h: libc's may take the order of equals, too */
#define sort(base, n, size, compare, swap)	qsort(base, n, size, compare)

/* linux/bitmap.h */
#define BITS_PER_LONG		(8 * sizeof(long))

static inline unsigned long *bitmap_zalloc(unsigned int bits, gfp_t gfp)
{
	return kcalloc(bits / BITS_PER_LONG + 1, sizeof(long), gfp);
}

#define bitmap_free(map)	kfree(map)

static inline bool __test_and_set_bit(unsigned int bit, unsigned long *map)
{
	unsigned long *word = &map[bit / BITS_PER_LONG], mask = 1ul << bit % BITS_PER_LONG;
	bool was = *word & mask;

	*word |= mask;
	return was;
}

/* linux/elf.h: addresses are the host's */
#if __SIZEOF_POINTER__ == 8
typedef Elf64_Ehdr Elf_Ehdr;
typedef Elf64_Shdr Elf_Shdr;
typedef Elf64_Sym Elf_Sym;
#else
typedef Elf32_Ehdr Elf_Ehdr;
typedef Elf32_Shdr Elf_Shdr;
typedef Elf32_Sym Elf_Sym;
#endif
#define ELF_ST_TYPE(info)	ELF64_ST_TYPE(info)
#define elf32_note		host_note

struct host_note {
	u32 n_namesz;
	u32 n_descsz;
	u32 n_type;
};

/* linux/uaccess.h */
static inline long copy_from_kernel_nofault(void *to, const void *from, size_t size)
{
	if (!from)
		return -EFAULT;
	memcpy(to, from, size);
	return 0;
}

/* linux/module.h */
#define MODULE_NAME_LEN		56

enum module_state { MODULE_STATE_LIVE, MODULE_STATE_COMING, MODULE_STATE_GOING };

struct module_layout {
	void *base;
	unsigned int size;
	unsigned int text_size;
};

struct mod_kallsyms {
	Elf_Sym *symtab;
	unsigned int num_symtab;
	char *strtab;
};

struct exception_table_entry {
	unsigned long insn, fixup;
};

struct module {
	enum module_state state;
	char name[MODULE_NAME_LEN];
	struct module_layout core_layout;
	struct module_layout init_layout;
	struct mod_kallsyms *kallsyms;
	unsigned int num_exentries;
	struct exception_table_entry *extable;
};

static inline bool host_within(unsigned long addr, const struct module_layout *layout)
{
	return addr - (unsigned long)layout->base < layout->size;
}

static inline bool within_module_init(unsigned long addr, const struct module *mod)
{
	return host_within(addr, &mod->init_layout);
}

static inline bool within_module(unsigned long addr, const struct module *mod)
{
	return host_within(addr, &mod->core_layout) || within_module_init(addr, mod);
}

/* linux/list.h */
struct list_head {
	struct list_head *next, *prev;
};

#define LIST_HEAD(name)		struct list_head name = { &(name), &(name) }

static inline bool list_empty(const struct list_head *head)
{
	return head->next == head;
}

static inline void list_add_tail(struct list_head *entry, struct list_head *head)
{
	entry->prev = head->prev;
	entry->next = head;
	head->prev->next = entry;
	head->prev = entry;
}

static inline void list_move(struct list_head *entry, struct list_head *head)
{
	entry->prev->next = entry->next;
	entry->next->prev = entry->prev;
	list_add_tail(entry, head->next);
}

#define list_for_each_entry(pos, head, member)						\
	for (pos = container_of((head)->next, __typeof__(*pos), member);		\
	     &pos->member != (head);							\
	     pos = container_of(pos->member.next, __typeof__(*pos), member))

#define list_for_each_entry_safe(pos, n, head, member)					\
	for (pos = container_of((head)->next, __typeof__(*pos), member),		\
	     n = container_of(pos->member.next, __typeof__(*pos), member);		\
	     &pos->member != (head);							\
	     pos = n, n = container_of(n->member.next, __typeof__(*n), member))

/* linux/rbtree_latch.h: a list */
struct latch_tree_node {
	struct latch_tree_node *next;
};

struct latch_tree_root {
	struct latch_tree_node *first;
};

struct latch_tree_ops {
	bool (*less)(struct latch_tree_node *a, struct latch_tree_node *b);
	int (*comp)(void *key, struct latch_tree_node *b);
};

static inline void latch_tree_insert(struct latch_tree_node *node, struct latch_tree_root *root,
				     const struct latch_tree_ops *ops)
{
	struct latch_tree_node **at = &root->first;

	while (*at && ops->less(*at, node))
		at = &(*at)->next;
	node->next = *at;
	*at = node;
}

static inline void latch_tree_erase(struct latch_tree_node *node, struct latch_tree_root *root,
				    const struct latch_tree_ops *ops)
{
	struct latch_tree_node **at = &root->first;

	(void)ops;
	while (*at != node)
		at = &(*at)->next;
	*at = node->next;
}

static inline struct latch_tree_node *latch_tree_find(void *key, struct latch_tree_root *root,
						      const struct latch_tree_ops *ops)
{
	struct latch_tree_node *node = root->first;

	while (node && ops->comp(key, node))
		node = node->next;
	return node;
}

/* linux/llist.h */
struct llist_node {
	struct llist_node *next;
};

struct llist_head {
	struct llist_node *first;
};

#define LLIST_HEAD(name)		struct llist_head name
#define llist_for_each_entry_safe(pos, n, node, member)					\
	for (struct llist_node *at = (node), *after;						\
	     at && (after = at->next, pos = container_of(at, __typeof__(*pos), member),	\
		    n = NULL, true);							\
	     (void)n, at = after)

static inline bool llist_add(struct llist_node *node, struct llist_head *head)
{
	node->next = head->first;
	head->first = node;
	return !node->next;
}

static inline struct llist_node *llist_del_all(struct llist_head *head)
{
	struct llist_node *all = head->first;

	head->first = NULL;
	return all;
}

/* linux/spinlock.h, linux/rcupdate.h, linux/smp.h, linux/kprobes.h */
#define DEFINE_RAW_SPINLOCK(name)	int name
#define raw_spin_lock_irqsave(lock, flags)	((void)(lock), (flags) = 0)
#define raw_spin_unlock_irqrestore(lock, flags)	((void)(lock), (void)(flags))
#define smp_store_release(ptr, value)	(*(ptr) = (value))
#define NOKPROBE_SYMBOL(name)		_Static_assert(1, "")
#define rcu_dereference_protected(ptr, held)	(ptr)
#define RCU_INIT_POINTER(ptr, value)	((ptr) = (value))
#define rcu_is_watching()		true

static inline void host_nothing(void)
{
}

#define synchronize_rcu			host_nothing
#define kick_all_cpus_sync		host_nothing
#define synchronize_rcu_tasks		host_nothing
#define synchronize_rcu_tasks_rude	host_nothing
#define CONFIG_TASKS_RUDE_RCU		1

/* linux/atomic.h */
typedef struct { long counter; } atomic_long_t;
#define atomic_long_inc(v)		((void)(v)->counter++)
#define atomic_long_read(v)		((v)->counter)

/* linux/workqueue.h: what is queued is done at once */
struct workqueue_struct;

struct work_struct {
	void (*func)(struct work_struct *work);
};

#define DECLARE_WORK(name, f)		struct work_struct name = { .func = (f) }
#define alloc_workqueue(...)		((struct workqueue_struct *)"queue")
#define destroy_workqueue(queue)	((void)(queue))

static inline void queue_work(struct workqueue_struct *queue, struct work_struct *work)
{
	(void)queue;
	work->func(work);
}

/* linux/jump_label.h */
struct static_key_false {
	bool enabled;
};

#define DECLARE_STATIC_KEY_FALSE(name)	extern struct static_key_false name
#define DEFINE_STATIC_KEY_FALSE(name)	struct static_key_false name
#define static_branch_unlikely(key)	((key)->enabled)
#define static_branch_enable(key)	((key)->enabled = true)
#define static_branch_disable(key)	((key)->enabled = false)

/* linux/tracepoint.h: none is enabled */
#define PARAMS(...)			__VA_ARGS__
#define TP_PROTO(...)			__VA_ARGS__
#define TP_ARGS(...)			__VA_ARGS__
#define DECLARE_EVENT_CLASS(name, proto, args, ...)	_Static_assert(1, "")
#define TRACE_EVENT(name, proto, args, ...)						\
	static inline bool trace_##name##_enabled(void) { return false; }		\
	static inline void trace_##name(proto) { }					\
	_Static_assert(1, "")
#define DEFINE_EVENT(class, name, proto, args)						\
	TRACE_EVENT(name, PARAMS(proto), PARAMS(args))
#define DEFINE_EVENT_FN(class, name, proto, args, reg, unreg)				\
	TRACE_EVENT(name, PARAMS(proto), PARAMS(args))

/* linux/cpumask.h */
#define num_possible_cpus()		2

/* asm/byteorder.h */
#define __le32				u32
#define le32_to_cpu(word)		(word)
#define cpu_to_le32(word)		(word)

/* asm/opcodes.h */
#define __mem_to_opcode_arm(word)	(word)
#define __opcode_to_mem_arm(word)	(word)
#define __mem_to_opcode_thumb16(half)	(half)
#define __opcode_to_mem_thumb16(half)	(half)
#define __opcode_is_thumb16(word)	((word) < 0xe800)
#define __opcode_thumb32_first(word)	((word) >> 16)
#define __opcode_thumb32_second(word)	((word) & 0xffff)
#define __opcode_thumb32_compose(first, second)	((u32)(first) << 16 | (second))

/* of others, never looked into */
struct kobject;
struct dentry;
struct firmware;

#endif
