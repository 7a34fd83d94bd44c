"""Writes kept_cases.json: bytes that autograd keeps for networks with attention, shared, tied and frozen weights, checkpoints and layouts.

Usage: python make_kept_cases.py kept_cases.json (torch 2.15.0, CPU, one thread): in fp32, under autocast to bf16, and in bf16, at batch 1 and
2; counted as in models/NAME.json. Each case stands in `.nn` beside its module.
"""

import contextlib
import json
import sys
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd.graph import saved_tensors_hooks
from torch.utils.checkpoint import checkpoint
torch.set_num_threads(1)
def kept(model,xs,prec):
    held={t.untyped_storage()._cdata for t in [*model.parameters(),*model.buffers()]}
    seen={}
    def pack(t):
        s=t.untyped_storage()
        if s._cdata not in held: seen.setdefault(s._cdata,(s,tuple(t.shape),str(t.dtype)[6:]))
    with saved_tensors_hooks(pack,lambda t:t), (torch.autocast('cpu',torch.bfloat16) if prec=='mixed' else contextlib.nullcontext()): r=model(*xs)
    return sum(s[0].nbytes() for s in seen.values())
class W(nn.Module):
    def __init__(s,run,**k):
        super().__init__(); s.run=run
        for n,m in k.items(): setattr(s,n,m)
    def forward(s,*x): return s.run(s,*x)
P=lambda *s: nn.Parameter(torch.ones(*s))
out=[]
def case(name,text,mk,*shapes,ints=None):
    r={}
    for prec in ('fp32','mixed','bf16'):
        for b in (1,2):
            torch.manual_seed(0); m=mk(); m=m.to(torch.bfloat16) if prec=='bf16' else m; m.train()
            xs=[torch.randint(0,ints,(b,*s)) if ints else (torch.rand(b,*s).to(torch.bfloat16) if prec=='bf16' else torch.rand(b,*s)) for s in shapes]
            r[f'{prec} {b}'] = kept(m, xs, prec)
    out.append(dict(name=name,text=text,kept=r))
N=lambda shape,*l: "network N {\n  input x: "+shape+"\n  "+"\n  ".join(l)+"\n}\n"
MHA=lambda **k: nn.MultiheadAttention(8,2,batch_first=True,**k)
case('mha causal',N('[5, 8]','dense(8)','attention(2, causal: true)'),lambda:W(lambda s,x:(lambda h:s.a(h,h,h,need_weights=False,is_causal=True,attn_mask=torch.triu(torch.full((5,5),float('-inf')),1))[0])(s.d(x)),d=nn.Linear(8,8),a=MHA()),(5,8))
case('mha dropout',N('[5, 8]','dense(8)','attention(2, dropout: 0.1)'),lambda:W(lambda s,x:(lambda h:s.a(h,h,h,need_weights=False)[0])(s.d(x)),d=nn.Linear(8,8),a=MHA(dropout=.1)),(5,8))
case('mha weights',N('[5, 8]','dense(8)','a = attention(2)','output y = a','output w = a.weights'),lambda:W(lambda s,x:(lambda h:s.a(h,h,h,average_attn_weights=False))(s.d(x)),d=nn.Linear(8,8),a=MHA()),(5,8))
case('mha cross',N('[5, 8]','m = dense(8)','x -> dense(8)','attention(2, context: m)'),lambda:W(lambda s,x:(lambda m,h:s.a(h,m,m,need_weights=False)[0])(s.e(x),s.d(x)),e=nn.Linear(8,8),d=nn.Linear(8,8),a=MHA()),(5,8))
case('mha cross relu',N('[5, 8]','m = dense(8) -> relu','x -> dense(8) -> relu','attention(2, context: m)'),lambda:W(lambda s,x:(lambda m,h:s.a(h,m,m,need_weights=False)[0])(s.e(x).relu(),s.d(x).relu()),e=nn.Linear(8,8),d=nn.Linear(8,8),a=MHA()),(5,8))
class SDPA(nn.Module):
    def __init__(s,D=8,H=2,drop=0.): super().__init__(); s.q=nn.Linear(D,D);s.k=nn.Linear(D,D);s.v=nn.Linear(D,D);s.o=nn.Linear(D,D);s.H=H;s.p=drop
    def forward(s,x):
        B,T,D=x.shape; f=lambda l:l(x).view(B,T,s.H,D//s.H).transpose(1,2)
        y=F.scaled_dot_product_attention(f(s.q),f(s.k),f(s.v),dropout_p=s.p if s.training else 0.)
        return s.o(y.transpose(1,2).reshape(B,T,D))
case('sdpa unpacked',N('[5, 8]','dense(8)','relu','attention(2, packed: false)'),lambda:nn.Sequential(nn.Linear(8,8),nn.ReLU(),SDPA()),(5,8))
case('sdpa unpacked dropout',N('[5, 8]','dense(8)','relu','attention(2, packed: false, dropout: 0.1)'),lambda:nn.Sequential(nn.Linear(8,8),nn.ReLU(),SDPA(drop=.1)),(5,8))
case('embedding',N('[6]','embedding(20, 8)','position_embedding','layernorm','dense(8)','gelu','dense(20)'),lambda:nn.Sequential(nn.Embedding(20,8),W(lambda s,x:x+s.p,p=P(6,8)),nn.LayerNorm(8),nn.Linear(8,8),nn.GELU(),nn.Linear(8,20)),(6,),ints=20)
def tied():
    m=W(lambda s,x:F.linear(s.n(s.e(x)),s.e.weight),e=nn.Embedding(20,8),n=nn.LayerNorm(8)); return m
case('tied head',N('[6]','t = embedding(20, 8)','layernorm','dense(20, bias: false, weight: t.weight)'),tied,(6,),ints=20)
case('tied dense twice',N('[8]','d = dense(8, bias: false)','relu','dense(8, bias: false, weight: d.weight)','relu'),lambda:W(lambda s,x:F.relu(F.linear(F.relu(s.d(x)),s.d.weight)),d=nn.Linear(8,8,bias=False)),(8,))
case('siamese',"block Tower {\n  conv(4, 3)\n  relu\n  flatten\n  dense(5)\n}\n"+"network N {\n  input a: 1x6x6\n  input b: 1x6x6\n  shared tower = Tower\n  l = a -> tower\n  r = b -> tower\n  l -> subtract(r) -> abs\n}\n",lambda:W(lambda s,a,b:(s.t(a)-s.t(b)).abs(),t=nn.Sequential(nn.Conv2d(1,4,3),nn.ReLU(),nn.Flatten(),nn.Linear(64,5))),(1,6,6),(1,6,6))
case('frozen',N('3x6x6','frozen { conv(4, 3) -> batchnorm -> relu -> conv(4, 1) }','relu','flatten','dense(5)'),lambda:(lambda a:([p.requires_grad_(False) for p in a.parameters()],nn.Sequential(a,nn.ReLU(),nn.Flatten(),nn.Linear(64,5)))[1])(nn.Sequential(nn.Conv2d(3,4,3),nn.BatchNorm2d(4).eval(),nn.ReLU(),nn.Conv2d(4,4,1))),(3,6,6))
def fm():
    b=nn.Linear(8,8); [p.requires_grad_(False) for p in b.parameters()]
    return nn.Sequential(nn.Linear(8,8),b,nn.ReLU(),nn.Linear(8,8))
case('frozen middle',N('[8]','dense(8)','frozen { dense(8) }','relu','dense(8)'),fm,(8,))
case('ck',N('3x6x6','conv(4, 3)','checkpoint {','  conv(4, 1) -> batchnorm -> relu','}','conv(2, 1)'),lambda:W(lambda s,x:s.c(checkpoint(s.b,s.a(x),use_reentrant=False)),a=nn.Conv2d(3,4,3),b=nn.Sequential(nn.Conv2d(4,4,1),nn.BatchNorm2d(4),nn.ReLU()),c=nn.Conv2d(4,2,1)),(3,6,6))
for nf in (True,False):
    case(f'encoder {nf}',"import Encoder from \"netwright:transformer\"\n"+N('[6, 8]','dense(8)',f'Encoder(2, 2, 16, first: {str(nf).lower()}, last: false)'),lambda:nn.Sequential(nn.Linear(8,8),nn.TransformerEncoder(nn.TransformerEncoderLayer(8,2,16,batch_first=True,norm_first=nf),2,enable_nested_tensor=False)),(6,8))
case('mixer',N('[6, 8]','dense(8)','residual {','  layernorm -> transpose -> dense(12) -> gelu -> dense(6) -> transpose','}','residual {','  layernorm -> dense(16) -> gelu -> dense(8)','}'),lambda:W(lambda s,x:(lambda h:(lambda g:g+s.c(g))(h+s.b(s.n(h).transpose(1,2)).transpose(1,2)))(s.a(x)),a=nn.Linear(8,8),n=nn.LayerNorm(8),b=nn.Sequential(nn.Linear(6,12),nn.GELU(),nn.Linear(12,6)),c=nn.Sequential(nn.LayerNorm(8),nn.Linear(8,16),nn.GELU(),nn.Linear(16,8))),(6,8))
class CN(nn.Module):
    def __init__(s,c): super().__init__(); s.d=nn.Conv2d(c,c,3,padding=1,groups=c); s.n=nn.LayerNorm(c); s.a=nn.Linear(c,2*c); s.b=nn.Linear(2*c,c); s.g=P(c)
    def forward(s,x): return x+(s.b(F.gelu(s.a(s.n(s.d(x).permute(0,2,3,1)))))*s.g).permute(0,3,1,2)
case('convnext',N('3x8x8','conv(4, 2, stride: 2)','repeat 2 {','  residual {','    depthwise_conv(3, padding: 1) -> permute([1, 2, 0]) -> layernorm -> dense(8) -> gelu -> dense(4) -> scale(axis: 2) -> permute([2, 0, 1])','  }','}','global_avgpool','dense(3)'),lambda:nn.Sequential(nn.Conv2d(3,4,2,2),CN(4),CN(4),nn.AdaptiveAvgPool2d(1),nn.Flatten(),nn.Linear(4,3)),(3,8,8))
rows = ",\n".join(json.dumps(one, separators=(",", ":")) for one in out)
Path(sys.argv[1]).write_text('{"torch":"2.15.0","cases":[\n' + rows + "\n]}\n")
