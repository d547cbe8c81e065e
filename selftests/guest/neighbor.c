// SPDX-License-Identifier: GPL-2.0
/*
 * For the suite work: what the guest's busybox has no arp for.
 *
 *   neighbor DEVICE ADDRESS MAC	this address has this MAC, without asking
 */
#include <arpa/inet.h>
#include <err.h>
#include <net/ethernet.h>
#include <net/if_arp.h>
#include <netinet/ether.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	struct arpreq request = { .arp_flags = ATF_COM | ATF_PERM };
	struct ether_addr *mac = argc == 4 ? ether_aton(argv[3]) : NULL;
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (!mac || !inet_aton(argv[2], &at.sin_addr)) {
		fputs("usage: neighbor DEVICE ADDRESS MAC\n", stderr);
		return 2;
	}
	memcpy(&request.arp_pa, &at, sizeof(at));
	request.arp_ha.sa_family = ARPHRD_ETHER;
	memcpy(request.arp_ha.sa_data, mac, sizeof(*mac));
	strncpy(request.arp_dev, argv[1], sizeof(request.arp_dev) - 1);
	if (ioctl(fd, SIOCSARP, &request))
		err(1, "%s: %s", argv[1], argv[2]);
	return 0;
}
