// SPDX-License-Identifier: GPL-2.0
/*
 * Workers.  They run ahead of the result that is to be taken next by no more
 * than a window, so that what waits to be taken is bounded.
 */
#include "pool.h"
#include "report.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define WINDOW		256
#define MAX_WORKERS	256

/**
 * struct run - a pool at work
 * @pool:    what is to be done
 * @lock:    of all that follows
 * @moved:   @taken has grown
 * @next:    the first thing that nobody does yet
 * @taken:   the first thing whose result was not taken
 * @waiting: workers that are too far ahead
 * @ready:   which results are there
 * @results: they
 * @started: when
 * @shown:   when progress was shown last, 0 for never
 */
struct run {
	const struct pool *pool;
	pthread_mutex_t lock;
	pthread_cond_t moved;
	size_t next;
	size_t taken;
	unsigned int waiting;
	bool ready[WINDOW];
	void *results[WINDOW];
	time_t started;
	time_t shown;
};

static time_t seconds(void)
{
	struct timespec now = {};

	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return now.tv_sec;
}

static void show_progress(struct run *run)
{
	const time_t now = seconds(), patience = 2;

	if (!run->pool->title || now < run->started + patience || now == run->shown)
		return;
	fprintf(stderr, "\r%s: %zu of %zu", run->pool->title, run->taken, run->pool->nr);
	fflush(stderr);
	run->shown = now;
}

static void hide_progress(const struct run *run)
{
	if (run->shown)
		fputs("\r\033[K", stderr);
}

static void put(struct run *run, size_t index, void *result)
{
	size_t slot = index % WINDOW;

	run->ready[slot] = true;
	run->results[slot] = result;
	for (slot = run->taken % WINDOW; run->ready[slot]; slot = run->taken % WINDOW) {
		run->ready[slot] = false;
		run->pool->take(run->pool->arg, run->taken++, run->results[slot]);
	}
	show_progress(run);
	if (run->waiting)
		pthread_cond_broadcast(&run->moved);
}

static void *worker(void *arg)
{
	struct run *run = arg;
	const struct pool *pool = run->pool;
	void *self = pool->begin(pool->arg), *result;
	size_t index;

	pthread_mutex_lock(&run->lock);
	while (run->next < pool->nr) {
		index = run->next++;
		run->waiting++;
		while (index >= run->taken + WINDOW)
			pthread_cond_wait(&run->moved, &run->lock);
		run->waiting--;
		pthread_mutex_unlock(&run->lock);
		result = pool->work(pool->arg, self, index);
		pthread_mutex_lock(&run->lock);
		put(run, index, result);
	}
	pthread_mutex_unlock(&run->lock);
	pool->end(pool->arg, self);
	return NULL;
}

/**
 * pool_run() - do it all
 * @pool: what
 *
 * The calling thread is one of the workers.
 */
void pool_run(const struct pool *pool)
{
	struct run *run = xcalloc(1, sizeof(*run));
	pthread_t threads[MAX_WORKERS];
	unsigned int i, nr = 0;

	run->pool = pool;
	run->started = seconds();
	pthread_mutex_init(&run->lock, NULL);
	pthread_cond_init(&run->moved, NULL);
	/* with fewer it takes longer, that is all */
	for (i = 1; i < pool->workers && i < pool->nr && i < MAX_WORKERS; i++)
		if (!pthread_create(&threads[nr], NULL, worker, run))
			nr++;
	worker(run);
	while (nr)
		pthread_join(threads[--nr], NULL);
	hide_progress(run);
	pthread_cond_destroy(&run->moved);
	pthread_mutex_destroy(&run->lock);
	free(run);
}

/**
 * pool_cpus() - how many workers there should be
 *
 * Return: the number of CPUs that this process may use.
 */
unsigned int pool_cpus(void)
{
	cpu_set_t set;
	long n;

	if (!sched_getaffinity(0, sizeof(set), &set))
		n = CPU_COUNT(&set);
	else
		n = sysconf(_SC_NPROCESSORS_ONLN);
	if (n < 1)
		return 1;
	return n > MAX_WORKERS ? MAX_WORKERS : n;
}

/**
 * pool_parse() - a number of workers from the command line
 * @text:    what the user wrote
 * @workers: set on success
 *
 * Return: false when it is none.
 */
bool pool_parse(const char *text, unsigned int *workers)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (end == text || *end || n < 1 || n > MAX_WORKERS)
		return false;
	*workers = n;
	return true;
}
