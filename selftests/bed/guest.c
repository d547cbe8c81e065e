// SPDX-License-Identifier: GPL-2.0
/*
 * What planning, the registry and the handlers call outside of what is under test: a
 * guest kernel under the policy "deprivileged", and a hypervisor that serves accesses
 * to the register under test.
 */
#include <stdlib.h>
#include <sys/mman.h>
#include "block.h"
#include "words.h"
#include "../../vsi_arm/constants.h"
#include "../../vsi_arm/features.h"
#include "../../vsi_arm/second.h"
#include "../../vsi_arm/setway.h"
#include "../../vsi_arm/thunk.h"
#include "../../vsi_arm/undef.h"
#include "../../vsi_core/backend.h"
#include "../../vsi_core/events.h"
#include "../../vsi_core/hits.h"
#include "../../vsi_core/ksyms.h"
#include "../../vsi_core/plan.h"

struct guest guest;

static struct bed_case *constants;
static unsigned int nr_constants;
static enum vsi_carrier carrier;

DEFINE_STATIC_KEY_FALSE(vsi_hits_wanted);

void *host_alloc(size_t n, size_t size, gfp_t gfp)
{
	(void)gfp;
	return calloc(n ?: 1, size);
}

/**
 * guest_register() - a register that the virtual CPU has outside of the state block
 * @key: the word that reads it
 *
 * Return: it, or NULL.
 */
u64 *guest_register(u32 key)
{
	unsigned int i;

	if (!key)
		return NULL;
	if (key == guest.key)
		return &guest.value;
	for (i = 0; i < ARRAY_SIZE(guest.others); i++)
		if (key == guest.others[i].key)
			return &guest.others[i].value;
	return NULL;
}

/**
 * guest_access() - access a register of the virtual CPU
 * @insn:  the instruction
 * @value: in of a write, out of a read
 *
 * Return: false when it is not there.
 */
bool guest_access(const struct vsi_insn *insn, u64 *value)
{
	const unsigned int reg = bed_state_register(insn);
	u64 *holds = guest_register(bed_key(insn));

	if (!holds)
		return false;
	if (block_access(insn, value))
		return true;
	if (insn->write && reg)
		guest.state.reg[reg] = *value;
	else if (insn->write)
		*holds = *value;
	else
		*value = reg ? guest.state.reg[reg] : *holds;
	return true;
}

/**
 * guest_reset() - the virtual CPU before a case; guest_begin() calls it
 * @in: the state in which the case begins
 */
void guest_reset(const struct bed_state *in)
{
	guest.state = *in;
	guest.state.reg[BED_PSR] &= ~BED_USER_BITS;
	guest.outcome = BED_DONE;
	guest.delivered = 0;
	guest.exits = 0;
	guest.exceptions = 0;
	guest.worded = 0;
	guest.emulated = 0;
	guest.served = 0;
	guest.psr = 0;
}

/**
 * guest_psr() - CPSR or PSTATE as the virtual CPU has it
 * @psr: what the CPU beneath reads
 *
 * Return: the same, with what the CPU beneath does not have.
 */
unsigned long guest_psr(unsigned long psr)
{
	block_take();
	return (psr & BED_USER_BITS) | guest.state.reg[BED_PSR];
}

/**
 * guest_constants() - what identification registers hold
 * @cases: what the reference has read
 * @nr:    how many
 */
void guest_constants(struct bed_case *cases, unsigned int nr)
{
	constants = cases;
	nr_constants = nr;
}

/**
 * guest_carrier() - the parameter
 * @wanted: enum vsi_carrier
 */
void guest_carrier(enum vsi_carrier wanted)
{
	carrier = wanted;
}

/**
 * guest_constant() - what an identification register holds
 * @insn:  a read of it
 * @value: set only on success
 *
 * Return: false when the reference has not read it.
 */
bool guest_constant(const struct vsi_insn *insn, u64 *value)
{
	struct bed_case *c;

	for (c = constants; c < constants + nr_constants; c++)
		if (bed_reads_alike(&c->insn, insn)) {
			*value = c->readable ? c->before : *bed_result(c);
			return true;
		}
	return false;
}

bool vsi_constant(const struct vsi_insn *insn, bool may_sleep, u64 *value)
{
	return guest_constant(insn, value);
}

bool vsi_constant_is_known(const struct vsi_insn *insn)
{
	return true;
}

bool vsi_constant_is_midr(const struct vsi_insn *insn, bool may_sleep, u64 value)
{
	return false;
}

void vsi_policy_of(const char *module, struct vsi_policy *policy)
{
	vsi_policy_set_profile(policy, VSI_PROFILE_DEPRIVILEGED);
}

enum vsi_carrier vsi_policy_carrier(void)
{
	return carrier;
}

bool vsi_files_wanted(void)
{
	return false;
}

int vsi_file_exists(struct vsi_plan *p)
{
	return 0;
}

int vsi_plan_file(struct vsi_plan *p)
{
	return -ENOENT;
}

void vsi_file_release(struct vsi_plan *p)
{
}

void vsi_event_kept(const char *module, const char *section, u32 offset, enum vsi_kept why)
{
}

void vsi_event_refused(const char *module, const struct vsi_fault *fault)
{
	fprintf(stderr, "%s: %s: %s+0x%x\n", module, fault->reason, fault->section, fault->offset);
}

void vsi_hit(struct vsi_served *served, const struct vsi_site *site)
{
}

void vsi_arch_rewritten(const struct vsi_image *image, vsi_rewritten_fn *fn, void *arg)
{
}

void vsi_arch_copied(const struct vsi_image *image, vsi_rewritten_fn *fn, void *arg)
{
}

bool vsi_arch_kprobe(unsigned long addr, u32 *word)
{
	return false;
}

/* Veneers lie behind the module. */
void *vsi_arch_room_get(unsigned int words)
{
	return words * sizeof(u32) <= BED_VENEERS_SIZE ? (void *)BED_VENEERS : NULL;
}

void vsi_arch_room_put(void *room, unsigned int words)
{
}

u32 *vsi_arch_room_map(void *room, unsigned int words, bool may_sleep)
{
	return room;
}

void vsi_arch_room_unmap(void *room, u32 *map, unsigned int words)
{
}

int vsi_features_init(void)
{
	return 0;
}

void vsi_features_exit(void)
{
}

enum vsi_presence vsi_feature_presence(enum vsi_feature feature)
{
	return VSI_PRESENT;
}

enum vsi_presence vsi_feature_of(const struct vsi_insn *insn)
{
	return VSI_UNKNOWN;
}

/* Who has words is not called, as by the backend svc. */
bool vsi_backend_serves(void)
{
	return !guest.words;
}

void vsi_backend_answer(const struct vsi_query *query, struct vsi_answer *answer)
{
	*answer = (struct vsi_answer){ .is_known = true };
}

bool vsi_backend_word(const struct vsi_query *query, u32 *word)
{
	return guest.words && words_make(query->isa, query->word, word);
}

void vsi_backend_state(struct vsi_block *block)
{
	*block = (struct vsi_block){ .address = guest.block ? BED_BLOCK : 0, .framed = true };
}

int vsi_backend_ask(struct vsi_query *queries, unsigned int nr)
{
	return 0;
}

int vsi_backend_call(struct vsi_call *call)
{
	struct vsi_insn insn;

	if (!vsi_decode(call->isa, call->word, &insn) || !guest_access(&insn, &call->value))
		return -EOPNOTSUPP;
	return 0;
}

unsigned int vsi_hypervisor_profile(void)
{
	return VSI_PROFILE_AUTO;
}

bool vsi_smc_by_hvc(void)
{
	return false;
}

const char *vsi_second_differs(const struct vsi_insn *insn)
{
	return NULL;
}

void vsi_setway(u32 value)
{
}

/* Thunks, each an access and the return from it, in a page of their own. */
#define NR_THUNKS	1024

static u32 (*thunks)[2];

u32 *vsi_thunk_get(u32 word)
{
	unsigned int i;

	for (i = 0; i < NR_THUNKS; i++) {
		if (!thunks[i][0]) {
			vsi_arch_write_text((unsigned long)&thunks[i][0], word);
			vsi_arch_write_text((unsigned long)&thunks[i][1], BED_RETURN);
			__builtin___clear_cache((char *)thunks[i], (char *)thunks[i + 1]);
		}
		if (vsi_arch_read_text((unsigned long)&thunks[i][0]) == word)
			return thunks[i];
	}
	return NULL;
}

void vsi_thunk_put(u32 *thunk)
{
}

bool vsi_thunk_at(unsigned long pc)
{
	return pc - (unsigned long)thunks < NR_THUNKS * sizeof(*thunks);
}

/* On a stack of their own: that of the code under test is part of its state. */
static void trap_init(void)
{
	static char stack[65536];
	const stack_t ss = { .ss_sp = stack, .ss_size = sizeof(stack) };
	struct sigaction action = {
		.sa_sigaction = guest_undefined,
		.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK,
	};

	sigaltstack(&ss, NULL);
	sigaction(SIGILL, &action, NULL);
	action.sa_sigaction = guest_aborted;
	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
	sigaction(SIGTRAP, &action, NULL);
}

/**
 * guest_init() - the guest boots
 *
 * Return: 0 or a negative errno.
 */
int guest_init(void)
{
	thunks = mmap(NULL, NR_THUNKS * sizeof(*thunks), PROT_READ | PROT_WRITE | PROT_EXEC,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (thunks == MAP_FAILED)
		return -errno;
	trap_init();
	block_init();
	return vsi_arch_init() ?: vsi_served_init();
}
