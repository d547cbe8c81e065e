// SPDX-License-Identifier: GPL-2.0
/*
 * For the suite work: a file through a sound card that is a loop, snd-aloop.
 *
 *   sound FILE	plays FILE on one end of card 0, records at the other, and writes
 *			what was heard from the first sound on, as much as was played
 *
 * The first frame of the file must not be silence. Some goes behind the last one, since what
 * was played last when an end stops is not heard at the other.
 */
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <sound/asound.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define RATE		96000
#define FRAME		(2 * sizeof(short))
#define PERIOD		8192
/* of five seconds: nobody has to hurry */
#define BUFFER		(2 << 20)
#define MOST		(256 << 10)
#define SILENCE		(4 * PERIOD)

static char played[MOST + SILENCE], heard[MOST];

static void choose_mask(struct snd_pcm_hw_params *params, unsigned int what, unsigned int value)
{
	struct snd_mask *mask = &params->masks[what - SNDRV_PCM_HW_PARAM_FIRST_MASK];

	memset(mask, 0, sizeof(*mask));
	mask->bits[value / 32] = 1u << value % 32;
}

static void choose(struct snd_pcm_hw_params *params, unsigned int what, unsigned int value)
{
	struct snd_interval *interval =
		&params->intervals[what - SNDRV_PCM_HW_PARAM_FIRST_INTERVAL];

	*interval = (struct snd_interval){ .min = value, .max = value, .integer = 1 };
}

static void choose_any(struct snd_pcm_hw_params *params)
{
	unsigned int i;

	memset(params, 0, sizeof(*params));
	memset(params->masks, 0xff, sizeof(params->masks));
	for (i = 0; i < sizeof(params->intervals) / sizeof(*params->intervals); i++)
		params->intervals[i].max = UINT_MAX;
	params->rmask = UINT_MAX;
	params->info = UINT_MAX;
}

static int open_end(const char *path)
{
	struct snd_pcm_hw_params params;
	int fd = open(path, O_RDWR);

	choose_any(&params);
	choose_mask(&params, SNDRV_PCM_HW_PARAM_ACCESS, SNDRV_PCM_ACCESS_RW_INTERLEAVED);
	choose_mask(&params, SNDRV_PCM_HW_PARAM_FORMAT, SNDRV_PCM_FORMAT_S16_LE);
	choose(&params, SNDRV_PCM_HW_PARAM_CHANNELS, FRAME / sizeof(short));
	choose(&params, SNDRV_PCM_HW_PARAM_RATE, RATE);
	choose(&params, SNDRV_PCM_HW_PARAM_PERIOD_BYTES, PERIOD);
	choose(&params, SNDRV_PCM_HW_PARAM_BUFFER_BYTES, BUFFER);
	if (fd < 0 || ioctl(fd, SNDRV_PCM_IOCTL_HW_PARAMS, &params) ||
	    ioctl(fd, SNDRV_PCM_IOCTL_PREPARE))
		err(1, "%s", path);
	return fd;
}

/* It begins with the first frame. */
static void play(int fd, size_t size)
{
	struct snd_xferi transfer = { .buf = played, .frames = size / FRAME };

	if (ioctl(fd, SNDRV_PCM_IOCTL_WRITEI_FRAMES, &transfer) ||
	    transfer.result != (snd_pcm_sframes_t)transfer.frames)
		err(1, "write");
	if (ioctl(fd, SNDRV_PCM_IOCTL_DRAIN))
		err(1, "drain");
}

static void record(int fd, void *to, size_t size)
{
	struct snd_xferi transfer = { .buf = to, .frames = size / FRAME };

	if (ioctl(fd, SNDRV_PCM_IOCTL_READI_FRAMES, &transfer) ||
	    transfer.result != (snd_pcm_sframes_t)transfer.frames)
		err(1, "read");
}

static void listen(int fd, size_t size)
{
	static const char silence[FRAME];
	unsigned int n;

	for (n = 0; n < BUFFER / FRAME; n++) {
		record(fd, heard, FRAME);
		if (memcmp(heard, silence, FRAME))
			break;
	}
	record(fd, heard + FRAME, size - FRAME);
}

int main(int argc, char **argv)
{
	FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
	int ear, mouth;
	size_t size;

	if (!file)
		errx(2, "usage: sound FILE");
	size = fread(played, 1, MOST, file) / FRAME * FRAME;
	if (!size)
		errx(1, "%s: empty", argv[1]);
	ear = open_end("/dev/snd/pcmC0D1c");
	mouth = open_end("/dev/snd/pcmC0D0p");
	if (ioctl(ear, SNDRV_PCM_IOCTL_START))
		err(1, "start");
	play(mouth, size + SILENCE);
	listen(ear, size);
	return fwrite(heard, 1, size, stdout) != size;
}
