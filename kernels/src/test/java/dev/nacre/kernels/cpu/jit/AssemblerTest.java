package dev.nacre.kernels.cpu.jit;

import static dev.nacre.kernels.cpu.jit.Vector.xmm;
import static dev.nacre.kernels.cpu.jit.Vector.ymm;
import static dev.nacre.kernels.cpu.jit.Vector.zmm;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The bytes as objdump reads them. */
class AssemblerTest {
    private static List<String> decoded(Consumer<Assembler> body) {
        var assembler = new Assembler();
        body.accept(assembler);
        return Disassembler.decode(assembler.toBytes());
    }

    @Test
    void wholeNumbers() {
        assertThat(decoded(a -> {
            a.move(Gpr.RAX, 7);
            a.move(Gpr.R9, 0x123456789ABCDEFL);
            a.move(Gpr.R13, Gpr.RSI);
            a.load(Gpr.RCX, Address.at(Gpr.RSP, 8));
            a.load(Gpr.R12, Address.at(Gpr.R13, 0));
            a.store(Address.at(Gpr.RBX, Gpr.R14, 8, 1000), Gpr.R15);
            a.address(Gpr.RDX, Address.at(Gpr.RBP, Gpr.R12, 4, -4));
            a.add(Gpr.R8, Gpr.RDI);
            a.add(Gpr.RDI, 64);
            a.add(Gpr.R14, Address.at(Gpr.RDI, 24));
            a.and(Gpr.RCX, -64);
            a.subtract(Gpr.R10, 100_000);
            a.subtract(Gpr.RAX, Gpr.R11);
            a.shiftLeft(Gpr.R11, 6);
            a.compare(Gpr.RSI, 12);
            a.compare(Gpr.RSI, Gpr.R8);
            a.push(Gpr.R12);
            a.pop(Gpr.RBX);
            a.prefetch(Address.at(Gpr.R14, 256), 1);
            a.prefetchForWriting(Address.at(Gpr.R9, 64));
            a.returnToCaller();
        })).containsExactly("mov rax,0x7", "movabs r9,0x123456789abcdef", "mov r13,rsi",
                "mov rcx,QWORD PTR [rsp+0x8]", "mov r12,QWORD PTR [r13+0x0]",
                "mov QWORD PTR [rbx+r14*8+0x3e8],r15", "lea rdx,[rbp+r12*4-0x4]", "add r8,rdi", "add rdi,0x40",
                "add r14,QWORD PTR [rdi+0x18]", "and rcx,0xffffffffffffffc0",
                "sub r10,0x186a0", "sub rax,r11", "shl r11,0x6", "cmp rsi,0xc", "cmp rsi,r8",
                "push r12", "pop rbx", "prefetcht1 BYTE PTR [r14+0x100]", "prefetchw BYTE PTR [r9+0x40]",
                "ret");
    }

    @Test
    void jumpsForwardAndBack() {
        assertThat(decoded(a -> {
            var end = new Label();
            a.compare(Gpr.RCX, 0);
            a.jump(Condition.EQUAL, end);
            a.loop(Gpr.RCX, () -> a.add(Gpr.RAX, Gpr.RCX));
            a.jump(end);
            a.bind(end);
            a.returnToCaller();
        })).containsExactly("cmp rcx,0x0", "je 0x1c", "add rax,rcx", "sub rcx,0x1", "jne 0xa", "jmp 0x1c", "ret");
    }

    @Test
    void dataBehindTheCode() {
        assertThat(decoded(a -> {
            var data = new Label();
            a.address(Gpr.R9, data);
            a.returnToCaller();
            a.data(data, List.of(0x90909090));
        })).containsSubsequence("lea r9,[rip+0x39] # 0x40", "ret", "int3", "int3", "nop", "nop", "nop", "nop");
    }

    @Test
    void vectorsInTheOlderEncoding() {
        assertThat(decoded(a -> {
            a.emit(VectorInstruction.VMOVUPS, ymm(9), Address.at(Gpr.R8, Gpr.R9, 4, 32));
            a.emit(VectorInstruction.VFMADD231PS, ymm(1), ymm(12), ymm(13));
            a.emit(VectorInstruction.VBROADCASTSS, ymm(3), Address.at(Gpr.RDI, 4));
            a.emit(VectorInstruction.VPMOVZXWD, ymm(3), Address.at(Gpr.RDI, 16));
            a.emit(VectorInstruction.VPSLLD, ymm(3), ymm(10), 16);
            a.emit(VectorInstruction.VMOVUPS_STORE, Address.at(Gpr.RAX, 0), ymm(4));
            a.emit(VectorInstruction.VRNDSCALEPS, ymm(1), ymm(2), 1);
            a.endVectors();
        })).containsExactly("vmovups ymm9,YMMWORD PTR [r8+r9*4+0x20]", "vfmadd231ps ymm1,ymm12,ymm13",
                "vbroadcastss ymm3,DWORD PTR [rdi+0x4]", "vpmovzxwd ymm3,XMMWORD PTR [rdi+0x10]",
                "vpslld ymm3,ymm10,0x10", "vmovups YMMWORD PTR [rax],ymm4", "vroundps ymm1,ymm2,0x1", "vzeroupper");
    }

    @Test
    void lanesChosenWithoutMaskRegisters() {
        assertThat(decoded(a -> {
            a.emit(VectorInstruction.VMASKMOVPS, ymm(1), ymm(15), Address.at(Gpr.R8, Gpr.R9, 4, 32));
            a.emit(VectorInstruction.VMASKMOVPS_STORE, Address.at(Gpr.R13, 8), ymm(15), ymm(9));
            a.compare(ymm(11), ymm(4), ymm(9), 14);
            a.blend(ymm(1), ymm(12), ymm(3), ymm(14));
            a.emit(VectorInstruction.VMOVDQU, xmm(12), Address.at(Gpr.RSI, 16));
            a.emit(VectorInstruction.VMOVDQU_STORE, Address.at(Gpr.RSI, 16), xmm(12));
        })).containsExactly("vmaskmovps ymm1,ymm15,YMMWORD PTR [r8+r9*4+0x20]",
                "vmaskmovps YMMWORD PTR [r13+0x8],ymm15,ymm9", "vcmpgtps ymm11,ymm4,ymm9",
                "vblendvps ymm1,ymm12,ymm3,ymm14", "vmovdqu xmm12,XMMWORD PTR [rsi+0x10]",
                "vmovdqu XMMWORD PTR [rsi+0x10],xmm12");
    }

    @Test
    void partsOfSixteenBytes() {
        assertThat(decoded(a -> {
            a.emit(VectorInstruction.VMOVQ, xmm(9), Address.at(Gpr.R8, Gpr.R9, 2, 32));
            a.emit(VectorInstruction.VMOVLPS_STORE, Address.at(Gpr.R13, 8), xmm(12));
            a.emit(VectorInstruction.VPINSRD, xmm(1), xmm(10), Address.at(Gpr.RDI, 8), 2);
            a.emit(VectorInstruction.VPINSRW, xmm(11), xmm(3), Address.at(Gpr.R14, 12), 6);
            a.emit(VectorInstruction.VEXTRACTPS, Address.at(Gpr.RDI, 8), xmm(14), 2, Masking.NONE);
            a.emit(VectorInstruction.VEXTRACTPS, Address.at(Gpr.RDI, 8), xmm(30), 0, Masking.NONE);
            a.emit(VectorInstruction.VPEXTRW, Address.at(Gpr.R9, Gpr.RAX, 2, 12), xmm(13), 6, Masking.NONE);
            a.emit(VectorInstruction.VBLENDPS, ymm(9), ymm(10), ymm(11), 0x1F);
        })).containsExactly("vmovq xmm9,QWORD PTR [r8+r9*2+0x20]", "vmovlps QWORD PTR [r13+0x8],xmm12",
                "vpinsrd xmm1,xmm10,DWORD PTR [rdi+0x8],0x2", "vpinsrw xmm11,xmm3,WORD PTR [r14+0xc],0x6",
                "vextractps DWORD PTR [rdi+0x8],xmm14,0x2", "vextractps DWORD PTR [rdi+0x8],xmm30,0x0",
                "vpextrw WORD PTR [r9+rax*2+0xc],xmm13,0x6", "vblendps ymm9,ymm10,ymm11,0x1f");
    }

    @Test
    void halvesAndWholeNumbersOfTheOlderEncoding() {
        assertThat(decoded(a -> {
            a.emit(VectorInstruction.VPSRAD, ymm(3), ymm(10), 1);
            a.emit(VectorInstruction.VPSUBD, ymm(3), ymm(10), ymm(11));
            a.emit(VectorInstruction.VPACKUSDW, ymm(3), ymm(10), ymm(11));
            a.emit(VectorInstruction.VPERMQ, ymm(9), ymm(10), 0xD8);
            a.emit(VectorInstruction.VPERM2F128, ymm(9), ymm(10), ymm(1), 0x31);
            a.emit(VectorInstruction.VEXTRACTF128, xmm(9), ymm(2), 1);
            a.emit(VectorInstruction.VEXTRACTF128, Address.at(Gpr.RDI, 64), ymm(12), 1, Masking.NONE);
            a.emit(VectorInstruction.VINSERTF128, ymm(9), ymm(10), xmm(11), 1);
            a.zero(ymm(15));
        })).containsExactly("vpsrad ymm3,ymm10,0x1", "vpsubd ymm3,ymm10,ymm11", "vpackusdw ymm3,ymm10,ymm11",
                "vpermq ymm9,ymm10,0xd8", "vperm2f128 ymm9,ymm10,ymm1,0x31", "vextractf128 xmm9,ymm2,0x1",
                "vextractf128 XMMWORD PTR [rdi+0x40],ymm12,0x1", "vinsertf128 ymm9,ymm10,xmm11,0x1",
                "vpxor ymm15,ymm15,ymm15");
    }

    @Test
    void vectorsOfAvx512() {
        assertThat(decoded(a -> {
            a.emit(VectorInstruction.VMOVUPS, zmm(31), Address.at(Gpr.R8, Gpr.R9, 4, 128));
            a.emit(VectorInstruction.VMOVUPS, zmm(3), Address.at(Gpr.R8, 4), Masking.zero(2));
            a.emit(VectorInstruction.VMOVUPS_STORE, Address.at(Gpr.RSP, 64), zmm(20), Masking.merge(1));
            a.emit(VectorInstruction.VMOVNTPS, Address.at(Gpr.R11, Gpr.RAX, 4, 128), zmm(21));
            a.endStoresPastCaches();
            a.emit(VectorInstruction.VFMADD231PS, zmm(17), zmm(8), Address.at(Gpr.R13, 12).broadcasting());
            a.emit(VectorInstruction.VFMADD213PS, zmm(17), zmm(24), zmm(31));
            a.emit(VectorInstruction.VBROADCASTSS, zmm(30), Address.at(Gpr.RDI, 4));
            a.emit(VectorInstruction.VBROADCASTSS, zmm(30), xmm(4));
            a.emit(VectorInstruction.VADDPS, ymm(20), ymm(1), Address.at(Gpr.RDI, 64));
            a.emit(VectorInstruction.VRCP14PS, zmm(1), zmm(19));
            a.emit(VectorInstruction.VSCALEFPS, zmm(1), zmm(2), zmm(3));
            a.emit(VectorInstruction.VRNDSCALEPS, zmm(1), zmm(22), 0);
            a.emit(VectorInstruction.VPSLLD, zmm(21), zmm(30), 16);
            a.emit(VectorInstruction.VPTERNLOGD, zmm(1), zmm(2), zmm(3), 0xCA);
            a.emit(VectorInstruction.VRANGEPS, zmm(1), zmm(20), zmm(3), 2);
            a.emit(VectorInstruction.VFMSUB132PS, zmm(1), zmm(20), zmm(3));
            a.emit(VectorInstruction.VFNMADD132PS, zmm(1), zmm(20), zmm(3));
            a.compare(3, zmm(4), zmm(25), 14);
            a.emit(VectorInstruction.VBLENDMPS, zmm(1), zmm(2), zmm(3), Masking.merge(3));
            a.mask(5, Gpr.R9);
            a.wideMask(6, Gpr.RAX);
            a.zero(zmm(29));
        })).containsExactly("vmovups zmm31,ZMMWORD PTR [r8+r9*4+0x80]", "vmovups zmm3{k2}{z},ZMMWORD PTR [r8+0x4]",
                "vmovups ZMMWORD PTR [rsp+0x40]{k1},zmm20",
                "vmovntps ZMMWORD PTR [r11+rax*4+0x80],zmm21", "sfence",
                "vfmadd231ps zmm17,zmm8,DWORD BCST [r13+0xc]", "vfmadd213ps zmm17,zmm24,zmm31",
                "vbroadcastss zmm30,DWORD PTR [rdi+0x4]", "vbroadcastss zmm30,xmm4",
                "vaddps ymm20,ymm1,YMMWORD PTR [rdi+0x40]", "vrcp14ps zmm1,zmm19", "vscalefps zmm1,zmm2,zmm3",
                "vrndscaleps zmm1,zmm22,0x0", "vpslld zmm21,zmm30,0x10", "vpternlogd zmm1,zmm2,zmm3,0xca",
                "vrangeps zmm1,zmm20,zmm3,0x2",
                "vfmsub132ps zmm1,zmm20,zmm3", "vfnmadd132ps zmm1,zmm20,zmm3",
                "vcmpgtps k3,zmm4,zmm25", "vblendmps zmm1{k3},zmm2,zmm3", "kmovw k5,r9d", "kmovd k6,eax",
                "vpxord zmm29,zmm29,zmm29");
    }

    @Test
    void conversionsAndShuffles() {
        assertThat(decoded(a -> {
            a.emit(VectorInstruction.VPMOVZXWD, zmm(16), Address.at(Gpr.RDI, 32));
            a.emit(VectorInstruction.VPMOVDW, Address.at(Gpr.RDI, 32), zmm(16), Masking.merge(1));
            a.emit(VectorInstruction.VMOVDQU16, ymm(18), Address.at(Gpr.RDI, 32), Masking.zero(1));
            a.emit(VectorInstruction.VMOVDQU16_STORE, Address.at(Gpr.RDI, 32), ymm(18), Masking.merge(1));
            a.emit(VectorInstruction.VCVTNEPS2BF16, ymm(18), zmm(19));
            a.emit(VectorInstruction.VCVTNE2PS2BF16, zmm(18), zmm(19), zmm(20));
            a.emit(VectorInstruction.VDPBF16PS, zmm(18), zmm(19), Address.at(Gpr.RDI, 4).broadcasting());
            a.emit(VectorInstruction.VCVTPH2PS, zmm(1), Address.at(Gpr.RDI, 32));
            a.emit(VectorInstruction.VCVTPS2PH, Address.at(Gpr.RDI, 32), zmm(5), 0, Masking.NONE);
            a.emit(VectorInstruction.VCVTPS2PD, zmm(1), ymm(2));
            a.emit(VectorInstruction.VADDPD, zmm(1), zmm(2), zmm(3));
            a.emit(VectorInstruction.VPERMT2W, zmm(1), zmm(2), zmm(3));
            a.emit(VectorInstruction.VUNPCKLPS, zmm(1), zmm(2), zmm(30));
            a.emit(VectorInstruction.VPUNPCKHQDQ, zmm(1), zmm(2), zmm(30));
            a.emit(VectorInstruction.VSHUFF32X4, zmm(1), zmm(2), zmm(3), 0x88);
            a.emit(VectorInstruction.VCVTPS2DQ, zmm(1), zmm(2));
            a.emit(VectorInstruction.VMOVDQU16, zmm(17), Address.at(Gpr.RDI, 64), Masking.zero(1));
            a.emit(VectorInstruction.VMOVDQU16_STORE, Address.at(Gpr.RDI, 64), zmm(17), Masking.merge(1));
        })).containsExactly("vpmovzxwd zmm16,YMMWORD PTR [rdi+0x20]", "vpmovdw YMMWORD PTR [rdi+0x20]{k1},zmm16",
                "vmovdqu16 ymm18{k1}{z},YMMWORD PTR [rdi+0x20]", "vmovdqu16 YMMWORD PTR [rdi+0x20]{k1},ymm18",
                "vcvtneps2bf16 ymm18,zmm19", "vcvtne2ps2bf16 zmm18,zmm19,zmm20",
                "vdpbf16ps zmm18,zmm19,DWORD BCST [rdi+0x4]", "vcvtph2ps zmm1,YMMWORD PTR [rdi+0x20]",
                "vcvtps2ph YMMWORD PTR [rdi+0x20],zmm5,0x0", "vcvtps2pd zmm1,ymm2", "vaddpd zmm1,zmm2,zmm3",
                "vpermt2w zmm1,zmm2,zmm3", "vunpcklps zmm1,zmm2,zmm30", "vpunpckhqdq zmm1,zmm2,zmm30",
                "vshuff32x4 zmm1,zmm2,zmm3,0x88", "vcvtps2dq zmm1,zmm2",
                "vmovdqu16 zmm17{k1}{z},ZMMWORD PTR [rdi+0x40]", "vmovdqu16 ZMMWORD PTR [rdi+0x40]{k1},zmm17");
    }

    @Test
    void tiles() {
        assertThat(decoded(a -> {
            a.configureTiles(Address.at(Gpr.R9, 0));
            a.zeroTile(3);
            a.loadTile(4, Address.at(Gpr.R13, Gpr.R10, 1, 64));
            a.multiplyTiles(3, 4, 6);
            a.storeTile(Address.at(Gpr.RSP, Gpr.RAX, 1, 0), 3);
            a.releaseTiles();
        })).containsExactly("ldtilecfg [r9]", "tilezero tmm3", "tileloadd tmm4,[r13+r10*1+0x40]",
                "tdpbf16ps tmm3,tmm4,tmm6", "tilestored [rsp+rax*1],tmm3", "tilerelease");
    }
}
