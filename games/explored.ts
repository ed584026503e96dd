/**
 * What exploring the games finds (src/game/explored.ts). tests/specialize/explored.test.ts compares it with what
 * exploring finds now, and writes it.
 */

export const ticTacToeExplored = '0,1,2,3,4,5,6,7 0,1 1,7 7,8 8,e e,f f,l l,m m,s s';
export const mnk433Explored = '0,1,2,3 0,1 1,8 8,9 9,g g,h h,o o,p p,w w,x x,14 14,15 15';
export const mnk443Explored = '0,1,2,3,4,5,6,7 0,1 1,a a,b b,k k,l l,u u,v v,14 14,15 15,1e 1e,1f 1f,1o 1o,1p 1p,1y 1y,1z 1z';
export const mnk444Explored = '0,1,2,3,4,5,6,7 0,1 1,a a,b b,k k,l l,u u,v v,14 14,15 15,1e 1e,1f 1f,1o 1o,1p 1p,1y 1y,1z 1z';
export const connectFour4x4Explored = '0,1 0,1 1,a a,b b,k k,l l,u u,v v,14 14,15 15,1e 1e,1f 1f,1o 1o,1p 1p,1y 1y,1z 1z';
export const connectFour5x4Explored = '0,1 0,1 1,c c,d d,o o,p p,10 10,11 11,1c 1c,1d 1d,1o 1o,1p 1p,20 20,21 21,2c 2c,2d 2d,2o 2o,2p 2p,30 30,31 31';
export const connectFour6x4Explored = '0,1 0,1 1,e e,f f,s s,t t,16 16,17 17,1k 1k,1l 1l,1y 1y,1z 1z,2c 2c,2d 2d,2q 2q,2r 2r,34 34,35 35,3i 3i,3j 3j,3w 3w,3x 3x,4a 4a,4b 4b';
export const connectFour5x5Explored = '0,1 0,1 1,f f,g g,u u,v v,19 19,1a 1a,1o 1o,1p 1p,23 23,24 24,2i 2i,2j 2j,2x 2x,2y 2y,3c 3c,3d 3d,3r 3r,3s 3s,46 46,47 47,4l 4l,4m 4m,50 50';
export const connectFour7x6Explored = '0,1 0,1 1,n n,o o,1a 1a,1b 1b,1x 1x,1y 1y,2k 2k,2l 2l,37 37,38 38,3u 3u,3v 3v,4h 4h,4i 4i,54 54,55 55,5r 5r,5s 5s,6e 6e,6f 6f,71 71,72 72,7o 7o,7p 7p,8b 8b,8c 8c,8y 8y,8z 8z,9l 9l,9m 9m,a8 a8,a9 a9,av av,aw aw,bi bi,bj bj,c5 c5,c6 c6,cs cs,ct ct';
export const othello4x4Explored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f 10,l l,12,1i 12,n,13,1j 1i,n,13 n,1k,20 13,o,14,1k,20 1j,o,14,1k 1k,p,15,1l,21 20,p,15,1l o,1l,21 14,p,1l,21 p,1m,22 15,q,1m,22,2i 1l,q,16,1m,22,2i 21,q,16,1m,22 1m,r,17,1n,23,2j 22,r,17,1n,23,2j q,1n,23 2i,r,17,1n,23 16,r,23,2j r,1o,24 17,s,24,2k,30 1n,s,18,24,2k,30 23,s,18,1o,24,2k,30 2j,s,18,1o,24,2k 1o,t,19,25,2l,31 24,t,19,1p,25,2l,31 s,1p,25 2k,t,19,1p,25,2l,31 30,19,1p,25,2l 18,t,25,2l,31 t,1q,26 19,u,26,2m,32,3i 25,u,1a,1q,2m,32,3i 2l,u,1a,1q,26,2m,32,3i 31,1a,1q,26,2m,32 1p,u,1a,2m,32,3i 1q,v,1b,2n,33,3j 26,v,1b,1r,33,3j u,1r,27 2m,v,1b,1r,27,2n,33,3j 32,1b,1r,27,2n,33,3j 3i,1b,1r,27,2n,33 1a,v,27,2n,33,3j v 1b 2n 33 3j 1r 27';
export const threeMensMorrisExplored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v 5o,5l 5l,49 49,46 46,2u;0,1,4,5,a,b,e,f,g,h,k,l,q,r,u,v 2u,2r 2r,1f 1f';
export const fiveMensMorrisExplored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v uu,up up,pp pp,pk pk,kk kk,jf,kf jf,ef kf,ef,ff ef,9f,da,e9,ea ff,ea,fa 9f,8a,9a da,8a e9,89,99 ea,99,9a fa,9a,aa 8a,39,3a,85 9a,4a,85,94,95 89,39,83,84 99,84,94 aa,95,a5 39,34 3a,35 85,34,35 4a,35,45 94,34,44 95,44,45 83,33 84,33,34 a5,45,55 34,33 35,34 45,35,44 44,34 33 55,45';
export const sixMensMorrisExplored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v 1mc,1m6 1m6,1e0 1e0,1du 1du,15o 15o,145,15i 145,vz 15i,vz,xc vz,nt,ug,vs,vt xc,vt,x6 nt,ma,nn ug,ma vs,m9,nm vt,nm,nn x6,nn,p0 ma,e3,e4,kr,m4 nn,fh,m4,ng,nh m9,e3,kq,m2,m3 nm,m3,ng p0,nh,ou e3,ck,dx e4,cl,dy kr,cl m4,dx,dy fh,dy,fb ng,dx,fa nh,fa,fb kq,ck m2,cj,dw m3,dw,dx ou,fb,go ck,4d,4e,ce dx,5r,ce,dq,dr cl,4e,4f,cf dy,5r,5s,cf,ds fb,75,ds,f4,f5 fa,dr,f4 cj,4d,cc,cd dw,cd,dq go,f5,gi 4d,47 4e,48 ce,47,48 5r,48,5l dq,47,5k dr,5k,5l 4f,49 cf,48,49 5s,49,5m ds,5l,5m 75,5m,6z f4,5l,6y f5,6y,6z cc,46 cd,46,47 gi,6z,8c 47,46 48,47 5l,48,5k 5k,47 49,48 5m,49,5l 6z,5m,6y 6y,5l 46 8c,6z';
export const nineMensMorrisExplored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v 8f';
export const laskerMorrisExplored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v a6';
export const muTorereExplored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v o';
export const freeMuTorereExplored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v o';
export const teekoExplored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f eg,ec ec,bk bk,bg bg,8o 8o,8k 8k,5s 5s,5o 5o,2w 2w';
export const advancedTeekoExplored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f eg,ec ec,bk bk,bg bg,8o 8o,8k 8k,5s 5s,5o 5o,2w 2w';
export const lGameExplored = '0,1,2,3,4,5,6,7 b';
export const dodgem3Explored = '0,9 8,5 5,4 4';
export const dodgem4Explored = '0,9 f,b b,7,a 7,6 a,6 6,5 5';
export const hareAndHoundsExplored = '0,1 z';
export const foxAndGeeseExplored = '0 1i';
export const hexapawn33Explored = '0,2,d,f f,b b,7,a 7,6 a,6 6,5 5';
export const hexapawn44Explored = '0,2,d,f o,j j,e,i e,9,d i,d 9,8 d,8,c 8,7 c,7 7,6 6';
export const hexapawn54Explored = '0,1,6,7 z,t t,n,s n,h,m s,m h,b,g m,g,l b,a g,a,f l,f a,9 f,9,e 9,8 e,8 8,7 7';
export const dawsonsChess5Explored = '0,1,6,7 z,t t,n,s n,h,m s,m h,b,g m,g,l b,a g,a,f l,f a,9 f,9,e 9,8 e,8 8,7 7';
export const breakthrough35Explored = '0,1,6,7 1c,15 15,y,14 y,r,x 14,x r,k,q x,q,w k,d,j q,j,p w,p d,c j,c,i p,i,o c,b i,b,h o,h b,a h,a,g a,9 g,9 9,8 8';
export const breakthrough44Explored = '0,2,d,f 28,1z 1z,1q,1y 1q,1h,1p 1y,1p 1h,18,1g 1p,1g,1o 18,z,17 1g,17,1f 1o,1f z,q,y 17,y,16 1f,16,1e q,h,p y,p,x 16,x,15 1e,15 h,g p,g,o x,o,w 15,w,14 g,f o,f,n w,n,v 14,v f,e n,e,m v,m,u e,d m,d,l u,l d,c l,c,k c,b k,b b,a a';
export const breakthrough45Explored = '0,1,6,7 o,j j,e,i e,9,d i,d 9,8 d,8,c 8,7 c,7 7,6 6';
export const nim1357Explored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,10,11,12,13,14,15,16,17,18,19,1a,1b g,6,7,8,9,a,b,c,d,e,f 6,1,2,3,4,5 7,2,3,4,5,6 8,2,3,4,5,6,7 9,2,3,4,5,6,7,8 a,2,3,4,5,6,7,8,9 b,2,3,4,5,6,7,8,9,a c,5,6,7,8,9,a,b d,4,5,6,7,8,9,a,b,c e,5,6,7,8,9,a,b,c,d f,6,7,8,9,a,b,c,d,e 1,0 2,0,1 3,0,1,2 4,0,1,2,3 5,0,1,2,3,4 0';
export const kayles12Explored = '0,1 c,a,b a,8,9 b,9,a 8,6,7 9,7,8 6,4,5 7,5,6 4,2,3 5,3,4 2,0,1 3,1,2 1,0;0,1,2,3 0';
export const kalah36Explored = '0,j 10,l,m,n,o,p,q,r,s,t,u,v,w,y,z l,d,e,f,g,h,j,k m,b,c,e,f,g,h,i,k,l n,c,e,f,g,h,i,j,k,l,m o,e,f,g,h,i,j,k,l,m,n p,f,g,h,i,j,k,l,m,n,o q,f,g,h,i,j,k,l,m,n,o,p r,f,g,h,i,j,k,l,m,n,o,p,q s,g,h,i,j,k,l,m,n,o,q,r t,i,j,k,l,m,n,o,p,r,s u,i,j,k,l,m,n,o,p,q,s,t v,g,i,k,l,m,n,o,p,q,r,s,t,u w,k,l,m,n,o,p,q,r,s,u,v y,l,m,n,o,p,q,r,s,t,u,w,x z,l,m,n,o,p,q,r,s,t,u,v,x,y d,5,6,7,8,9,a,b,c e,7,8,9,a,b,d f,9,a,b,c,d,e g,8,9,a,b,c,d,f h,a,b,c,d,e,g j,b,c,d,e,f,g,h,i k,b,c,d,e,f,g,h,i,j b,5,6,7,8,9,a c,5,6,7,8,9,a,b i,9,a,b,c,d,e,f,h x,k,l,m,n,o,p,q,r,s,v,w 5,2,3,4 6,2,3,4,5 7,2,3,4,5,6 8,2,3,4,5,6,7 9,4,5,6,7,8 a,4,5,6,7,8,9 2 3,2 4,2,3';
export const kalah44Explored = '0,p w,q,r,s,t,u,v q,i,j,l,m,n,o,p r,k,m,n,o,q s,l,m,n,o,r t,l,m,n,o,p,r,s u,j,l,m,p,q,s,t v,n,o,p,q,s,t,u i,b,c,d,e,f,g,h j,c,e,f,g,h,i l,c,d,e,f,g,h,i,j,k m,f,g,h,i,j,k,l n,f,g,h,i,j,k,m o,e,g,h,i,j,l,n p,g,i,j,k,l,m,n,o k,c,d,e,f,g,h,i,j b,5,6,7,8,9,a c,4,6,7,8,9,a,b d,7,8,9,a,b,c e,8,9,a,b,c,d f,9,a,b,c,d,e g,8,a,b,c,d,e,f h,a,c,d,e,f,g 5,2,3,4 6,2,3,4,5 7,3,4,5,6 8,3,4,5,6,7 9,5,6,7,8 a,4,5,6,7,8,9 4,2,3 2 3,2';
export const kalah52Explored = '0,v k,e,f,g,h,i,j e,7,8,9,a,b,c,d f,a,b,c,d,e g,a,b,c,d,e,f h,a,b,c,d,e,f,g i,c,d,e,f,g,h j,d,e,f,g,h,i 7,2,3,4,5,6 8,3,4,5,6,7 9,5,6,7,8 a,3,6,7,8,9 b,4,6,7,8,9,a c,7,8,9,a,b d,7,8,9,a,b,c 2 3,2 4,2,3 5,2,3,4 6,2,3,4,5';
export const kalah64Explored = '0,11 c,6,7,8,9,a,b 6,2,3,4,5 7,3,4,5,6 8,4,5,6,7 9,5,6,7,8 a,6,7,8,9 b,5,6,7,8,9,a 2 3,2 4,2,3 5,2,3,4';
export const awariExplored = '0,11 b,4,5,6,7,8,9 c,5,6,7,8,9,a 4,2 5,2,3 6,2,3,4 7,2,3,4,5 8,3,4,5,6 9,4,5,6,7 a,5,6,7,8 2 3,1 1';
export const owareExplored = '0,11 b,4,5,6,7,8,9 c,5,6,7,8,9,a 4,2 5,2,3 6,2,3,4 7,2,3,4,5 8,3,4,5,6 9,4,5,6,7 a,5,6,7,8 2 3,1 1';
export const checkers6x6Explored = '0,1,2,3,4,5,6,7 1f,1e 1e;0,7 9l,1e,1f,9k 1l,1e,1f,9k 9r,1e,1l,9k,9l,9q 1r,1l,9k 9x,1r,9k,9q,9r 9k,1e 9q,9k';
export const checkersExplored = '0,1,2,3,4,5,6,7 4r,4q 4q;0,7 1p3,4q,4r,1p2 53,4q,4r,1p2 1pf,4q,53,1p2,1p3,1pe 5f,53,1p2 1pr,5f,1p2,1pe,1pf 1p2,4q 1pe,1p2';
export const dobutsuShogiExplored = '0,1,6,7 3i1,4i1 3dl,3dp 3e1,3f1 3mj,3ss91 3i3,fa4p,3ss4l 3ij,fa61,3ss51 3e3,1s4p,55ml 3il,nrj,55r3,3ss53 4i1,3r1 3dp,3dl 3f1,3e1 3ss91,5mj,19nr1 fa4p,4i7,fa4l 3ss4l,4i7,19nml fa61,4jj,fa51 3ss51,4jj,19nn1 1s4p,3f7,1s4l 55ml,3f7,1s4l nrj,a9j,1t97,fa67 55r3,baj,1s93,fa67 3ss53,baj,1t97,19nn3 3r1,3i1,4i1 5mj,4vj 19nr1,4mj,4vj,fa91 4i7,3r7,4i3 fa4l,3i7,4i3 19nml,3i7,3r7,4i3,fa4l 4jj,3sj,4ij fa51,3jj,4ij 19nn1,3jj,3sj,4ij,fa51 3f7,3e7,3f3 1s4l,3e7,3f3 a9j,3ip,1t93,fa63 1t97,4jp,1si7,1t93 fa67,4jp,fa57,fa63 baj,4jp,ajj,b9j 1s93,3jl,b9j,fa57 19nn3,4il,aaj,ajj,1s97,1si7,fa53 4vj,44j,4mj,3st91 4mj,3vj,3st91 fa91,4mj 3r7,3i7,3r3,3ss4p 4i3,3r3,3ss4p 3i7,3i3,3ss4p 3sj,3jj,3rj,3ss61 4ij,3rj,3ss61 3jj,3ij,3ss61 3e7,3e3,55mp 3f3,3e3,55mp 3ip,3il,55r7,3ss57 1t93,4jl,1si3,3ss57 fa63,4jl,55r7,fa53 4jp,3sp,4ip,4jl 1si7,3sp,orj,1s97,1si3 fa57,4ip,nsj,fa53 ajj,3jp,3sp,aaj,aij,56r3 b9j,4ip,aij,3ss63 3jl,3il,nsj,3ss63 4il,3rl,orj,56r3 aaj,3jp,a9j,56r3 1s97,3jp,orj,1s93 fa53,4il,aaj,1s97 44j,3vj,3ssi1 3st91,3ssi1 3vj,3mj,3ss91,3ssi1 3r3,3i3,19nmp,3ss4l 3ss4p,19nmp,3ss4l 3rj,3ij,19no1,3ss51 3ss61,19no1,3ss51 55mp,1s4p,55ml 55r7,osj,1s97,55r3 3ss57,osj,19nn7,3ss53 4jl,3sl,4il,osj 1si3,3jl,3sl,b9j,1s93,19nn7 3sp,3jp,3rp,3sl,3ss67 4ip,3rp,4il,56r7 orj,b9j,o0j,3ss67 nsj,aaj,nrj,56r7 3jp,3ip,3jl,3ss67 aij,3ip,3rp,a9j,1t93,19no3 56r3,1t93,5603,3ss67 3ss63,56r7,19no3,3ss53 3rl,3il,o0j,5603,3ss53 3ssi1,5mj,19o01,3ss91 19nmp,4i7,fa4p,19nml 19no1,4jj,fa61,19nn1 osj,baj,o1j,orj 19nn7,4ip,nsj,o1j,fa57,19nn3 3sl,3jl,3rl,o1j,3ss63 3rp,3ip,3rl,5607,3ss57 3ss67,19no7,3ss57,3ss63 56r7,1t97,5607,56r3 o0j,aij,nrj,1t97,19no7 19no3,4jl,55r7,5607,fa63,19nn3 5603,baj,1si3,55r3,19no7 19o01,4mj,4vj,19nr1 o1j,ajj,nsj,o0j,56r7 5607,osj,1si7,55r7,5603 19no7,4jp,fa67,19nn7,19no3';
export const chess3x3Explored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f 1ekh 1ekj,1ekh 1ekx,1ekh 1eo1,1ekh 1fcx,1ekh;0,2,d,f 1kw1,1ekh,1ekj,1ekx,1eo1,1fcx';
export const chess3x4Explored = '0,1,2,3,4,5,6,7 5ncj 5ncl,5ncj 5nd5,5ncj 5nj9,5ncj 5peh,5ncj;0,1,6,7 69xx,5ncj,5ncl,5nd5,5nj9,5peh';
export const chess5x5Explored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f m8d m8f,m8d m8r,m8d mb3,m8d mrf,m8d;0,2,d,f pxr,m8d,m8f,m8r,mb3,mrf';
export const chess6x6Explored = '0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f 701 703,701 70h,701 741,701;0,2,d,f 801,701,703,70h,741';
