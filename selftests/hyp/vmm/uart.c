// SPDX-License-Identifier: GPL-2.0
/*
 * As much of an 8250 as Linux prints on: a transmitter that is always ready, and its
 * interrupt.  Nothing is ever received.
 *
 * All of it is protected by the lock of the machine.
 */
#include <stdio.h>
#include <linux/serial_reg.h>
#include "layout.h"
#include "vmm.h"

static unsigned char ier, lcr, mcr, scr, dll, dlm;
/* the transmitter has become empty, and nobody was told */
static bool emptied;

static void transmit(unsigned char byte)
{
	emptied = true;
	if (byte == '\r')
		return;
	putchar(byte);
	if (byte == '\n')
		fflush(stdout);
}

static void write_ier(unsigned char byte)
{
	if (byte & ~ier & UART_IER_THRI)
		emptied = true;
	ier = byte;
}

static void write_register(unsigned int offset, unsigned char byte)
{
	bool divisor = lcr & UART_LCR_DLAB;

	switch (offset) {
	case UART_TX:
		if (divisor)
			dll = byte;
		else
			transmit(byte);
		break;
	case UART_IER:
		if (divisor)
			dlm = byte;
		else
			write_ier(byte);
		break;
	case UART_LCR:
		lcr = byte;
		break;
	case UART_MCR:
		mcr = byte;
		break;
	case UART_SCR:
		scr = byte;
		break;
	}
}

static bool pending(void)
{
	return emptied && (ier & UART_IER_THRI);
}

/* Bits 6 and 7: it has FIFOs. */
static unsigned char read_iir(void)
{
	const unsigned char fifos = 0xc0;

	if (!pending())
		return fifos | UART_IIR_NO_INT;
	emptied = false;
	return fifos | UART_IIR_THRI;
}

static unsigned char read_register(unsigned int offset)
{
	bool divisor = lcr & UART_LCR_DLAB;

	switch (offset) {
	case UART_RX:
		return divisor ? dll : 0;
	case UART_IER:
		return divisor ? dlm : ier;
	case UART_IIR:
		return read_iir();
	case UART_LCR:
		return lcr;
	case UART_MCR:
		return mcr;
	case UART_LSR:
		return UART_LSR_TEMT | UART_LSR_THRE;
	case UART_MSR:
		return UART_MSR_DCD | UART_MSR_DSR | UART_MSR_CTS;
	case UART_SCR:
		return scr;
	}
	return 0;
}

/**
 * uart_access() - have the guest access a register
 * @vm:     the machine, locked
 * @offset: of the register, which is one byte
 * @write:  direction
 * @byte:   the value, in or out
 */
void uart_access(struct vmm *vm, unsigned int offset, bool write, unsigned char *byte)
{
	static bool level;

	if (write)
		write_register(offset, *byte);
	else
		*byte = read_register(offset);
	if (pending() == level)
		return;
	level = !level;
	machine_irq(vm, UART_SPI, level);
}
